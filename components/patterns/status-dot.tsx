import { cn } from "@/lib/cn";

const TONES = {
  success: "bg-success-fill",
  running: "bg-running-fill",
  held: "bg-held-fill",
  danger: "bg-danger-fill",
  neutral: "bg-faint",
} as const;

/** A dot with a label, because color alone must not carry meaning. */
export function StatusDot({
  tone,
  label,
  className,
}: {
  tone: keyof typeof TONES;
  label: string;
  className?: string;
}) {
  return (
    <span className={cn("inline-flex items-center gap-2 whitespace-nowrap", className)}>
      <span aria-hidden="true" className={cn("size-2 shrink-0 rounded-full", TONES[tone])} />
      {label}
    </span>
  );
}
