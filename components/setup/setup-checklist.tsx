import { Check } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { STEP_LABELS } from "@/components/setup/step-labels";
import { Button } from "@/components/ui/button";
import { cn } from "@/lib/cn";
import type { SetupProgress } from "@/lib/syncs/setup/steps";

type Props = {
  title: string;
  progress: SetupProgress;
  /** Where the next step is. */
  href: string;
  /** The verb of its button. */
  label?: string;
  /** Beside it. */
  children?: ReactNode;
};

/** How far a set-up is, and the way to its next step. */
export function SetupChecklist({ title, progress, href, label = "Continue", children }: Props) {
  const { steps, doneCount, next } = progress;
  return (
    <section aria-label={title} className="min-w-0 rounded-lg border bg-card p-4">
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-3">
        <div className="min-w-0">
          <h2 className="wrap-anywhere font-semibold">{title}</h2>
          <p className="text-muted-foreground text-sm">
            {doneCount} of {steps.length} steps done
            {next ? `. Next: ${STEP_LABELS[next].label}` : null}
          </p>
        </div>
        <div className="flex flex-wrap gap-2">
          <Button asChild size="sm">
            <Link href={href}>{label}</Link>
          </Button>
          {children}
        </div>
      </div>
      <ol className="mt-3 flex flex-wrap gap-x-4 gap-y-1.5">
        {steps.map(({ id, done }) => (
          <li
            key={id}
            aria-current={id === next ? "step" : undefined}
            className={cn(
              "flex items-center gap-1.5 text-sm",
              id === next ? "font-medium" : "text-muted-foreground",
            )}
          >
            <span
              aria-hidden="true"
              className={cn(
                "flex size-4 items-center justify-center rounded-full border [&_svg]:size-2.5",
                done && "border-success-line bg-success-soft text-success",
                id === next && "border-primary",
              )}
            >
              {done ? <Check /> : null}
            </span>
            {STEP_LABELS[id].label}
            <span className="sr-only">{done ? ": done" : ": to do"}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}
