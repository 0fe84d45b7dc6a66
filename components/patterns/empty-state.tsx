import type { ReactNode } from "react";
import { cn } from "@/lib/cn";

type Props = {
  /** A lucide icon element. */
  icon: ReactNode;
  title: string;
  /** What the list is for, in one or two sentences. */
  description?: ReactNode;
  /** The button for the first step. */
  action?: ReactNode;
  compact?: boolean;
};

export function EmptyState({ icon, title, description, action, compact = false }: Props) {
  return (
    <div className={cn("flex flex-col items-center px-6 text-center", compact ? "py-8" : "py-14")}>
      <div
        aria-hidden="true"
        className="mb-3 flex size-10 items-center justify-center rounded-lg border bg-subtle text-muted-foreground [&_svg]:size-5"
      >
        {icon}
      </div>
      <p className="font-semibold">{title}</p>
      {description ? (
        <div className="mt-1 max-w-md text-pretty text-muted-foreground">{description}</div>
      ) : null}
      {action ? <div className="mt-4 flex flex-wrap justify-center gap-2">{action}</div> : null}
    </div>
  );
}
