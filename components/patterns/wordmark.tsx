import { cn } from "@/lib/cn";

/** The logo: a list whose last line is checked. */
function Mark({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 24 24" fill="none" aria-hidden="true" className={cn("size-6 shrink-0", className)}>
      <rect width="24" height="24" rx="6" className="fill-primary" />
      <path
        d="M6.5 7.25h11M6.5 11.25h4.5"
        className="stroke-primary-foreground"
        strokeOpacity="0.6"
        strokeWidth="2"
        strokeLinecap="round"
      />
      <path
        d="m8.5 15.25 3 3 6-7"
        className="stroke-primary-foreground"
        strokeWidth="2.25"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}

/** The logo with the name. */
export function Wordmark({ className }: { className?: string }) {
  return (
    <span
      className={cn("inline-flex items-center gap-2 font-semibold text-lg tracking-[-0.02em]", className)}
    >
      <Mark />
      Rollcall
    </span>
  );
}
