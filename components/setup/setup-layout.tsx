import { Check } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { STEP_LABELS } from "@/components/setup/step-labels";
import { cn } from "@/lib/cn";
import type { SetupProgress, SetupStep } from "@/lib/syncs/setup/steps";

type Props = {
  progress: SetupProgress;
  current: SetupStep;
  /** The address of the set-up, whose steps can then be opened; null where it does not exist yet. */
  base: string | null;
  children: ReactNode;
};

/** The steps of a set-up beside what the current one asks for; on a phone above it, in one line. */
export function SetupLayout({ progress, current, base, children }: Props) {
  const at = progress.steps.findIndex(({ id }) => id === current);
  return (
    <div className="grid items-start gap-5 lg:grid-cols-[13rem_minmax(0,1fr)]">
      <nav aria-label="Steps" className="lg:sticky lg:top-20">
        <p className="mb-2 text-muted-foreground text-sm lg:hidden">
          Step {at + 1} of {progress.steps.length}: {STEP_LABELS[current].label}
        </p>
        <ol className="flex gap-1 max-lg:items-center lg:grid lg:gap-0.5">
          {progress.steps.map((step) => (
            <li key={step.id} className="max-lg:flex-1">
              <Step {...step} isCurrent={step.id === current} href={hrefOf(base, step, current, progress)} />
            </li>
          ))}
        </ol>
      </nav>
      <div className="grid min-w-0 gap-5">{children}</div>
    </div>
  );
}

/** What is done can be looked at again, and so can the next one. */
function hrefOf(
  base: string | null,
  { id, done }: SetupProgress["steps"][number],
  current: SetupStep,
  { next }: SetupProgress,
): string | null {
  return base && id !== current && (done || id === next) ? `${base}?step=${id}` : null;
}

type StepProps = { id: SetupStep; done: boolean; isCurrent: boolean; href: string | null };

function Step({ id, done, isCurrent, href }: StepProps) {
  const { label } = STEP_LABELS[id];
  const content = (
    <>
      <span
        aria-hidden="true"
        className={cn(
          "flex size-5 shrink-0 items-center justify-center rounded-full border [&_svg]:size-3 max-lg:h-1.5 max-lg:w-full max-lg:[&_svg]:hidden",
          done
            ? "border-success-line bg-success-soft text-success max-lg:bg-success"
            : isCurrent
              ? "border-primary text-primary max-lg:bg-primary"
              : "border-border text-faint max-lg:bg-muted",
        )}
      >
        {done ? <Check /> : null}
      </span>
      <span className="max-lg:sr-only">
        {label}
        <span className="sr-only">{done ? ": done" : isCurrent ? ": current step" : ": to do"}</span>
      </span>
    </>
  );
  const classes = cn(
    "flex min-h-6 items-center gap-2.5 rounded-md text-sm lg:px-2 lg:py-1.5",
    isCurrent ? "font-medium lg:bg-accent" : "text-muted-foreground",
  );
  return href ? (
    <Link href={href} className={cn(classes, "hover:text-foreground lg:hover:bg-subtle")}>
      {content}
    </Link>
  ) : (
    <span aria-current={isCurrent ? "step" : undefined} className={classes}>
      {content}
    </span>
  );
}
