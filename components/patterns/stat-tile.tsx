import Link from "next/link";
import type { ReactNode } from "react";
import { cn } from "@/lib/cn";
import { formatNumber } from "@/lib/format/number";

const TONES = {
  neutral: "text-foreground",
  success: "text-success",
  running: "text-running",
  held: "text-held",
  danger: "text-danger",
} as const;

type Props = {
  label: string;
  value: number | string;
  /** The color of the number; zero is always neutral. */
  tone?: keyof typeof TONES;
  icon?: ReactNode;
  hint?: string;
  /** The address that filters the list below. */
  href?: string;
  active?: boolean;
};

/** One number of a run with its label. */
export function StatTile({ label, value, tone = "neutral", icon, hint, href, active = false }: Props) {
  const zero = value === 0;
  const body = (
    <>
      <span className="flex items-center gap-1.5 text-muted-foreground text-xs [&_svg]:size-3.5">
        {icon}
        {label}
      </span>
      <span className={cn("font-semibold text-xl tracking-[-0.01em]", zero ? "text-faint" : TONES[tone])}>
        {typeof value === "number" ? formatNumber(value) : value}
      </span>
      {hint ? <span className="text-muted-foreground text-xs">{hint}</span> : null}
    </>
  );
  const classes = cn(
    "flex min-w-0 flex-col gap-0.5 bg-card px-3.5 py-2.5 shadow-[0_0_0_1px_var(--color-border)]",
    active && "bg-primary-soft",
  );
  if (!href) return <div className={classes}>{body}</div>;
  return (
    <Link
      href={href}
      scroll={false}
      aria-current={active ? "true" : undefined}
      className={cn(
        classes,
        "transition-colors focus-visible:outline-offset-[-2px]",
        active
          ? "shadow-[0_0_0_1px_var(--color-border),inset_0_-2px_0_var(--color-primary)]"
          : "hover:bg-accent",
      )}
    >
      {body}
    </Link>
  );
}

/** A row of tiles, separated by hairlines; wraps on a phone. */
export function StatTiles({ children, className }: { children: ReactNode; className?: string }) {
  return (
    <div
      className={cn(
        "grid grid-cols-[repeat(auto-fit,minmax(7.5rem,1fr))] gap-px overflow-hidden rounded-lg border bg-card",
        className,
      )}
    >
      {children}
    </div>
  );
}
