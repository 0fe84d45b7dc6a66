import { Check, LoaderCircle, Minus, X } from "lucide-react";
import { cn } from "@/lib/cn";
import { formatDuration } from "@/lib/format/duration";

export type PhaseState = "done" | "active" | "waiting" | "failed" | "skipped";

export type PhaseStep = {
  key: string;
  label: string;
  state: PhaseState;
  /** Progress of the step: "12,400 of 50,000 rows". */
  detail?: string;
  durationMs?: number;
};

const MARKS: Readonly<Record<PhaseState, { label: string; classes: string }>> = {
  done: { label: "Done", classes: "border-success-line bg-success-soft text-success" },
  active: { label: "In progress", classes: "border-running-line bg-running-soft text-running" },
  waiting: { label: "Waiting", classes: "border-border bg-background text-faint" },
  failed: { label: "Failed", classes: "border-danger-line bg-danger-soft text-danger" },
  skipped: { label: "Not needed", classes: "border-border bg-muted text-faint" },
};

/** The phases of a run: a row on a screen, a column on a phone. */
export function PhaseSteps({ steps, label = "Progress" }: { steps: readonly PhaseStep[]; label?: string }) {
  return (
    <ol aria-label={label} className="flex max-md:flex-col">
      {steps.map((step, index) => (
        <li
          key={step.key}
          aria-current={step.state === "active" ? "step" : undefined}
          className="relative flex min-w-0 flex-1 gap-3 pb-4 last:pb-0 md:flex-col md:gap-2 md:pr-3 md:pb-0"
        >
          {index < steps.length - 1 ? (
            <span
              aria-hidden="true"
              className={cn(
                "absolute bg-border max-md:top-7 max-md:bottom-1 max-md:left-3 max-md:w-px md:top-3 md:right-1.5 md:left-8 md:h-px",
                step.state === "done" && "bg-success-line",
              )}
            />
          ) : null}
          <StepMark state={step.state} />
          <div className="min-w-0">
            <p className={cn("font-medium text-sm", step.state === "waiting" && "text-muted-foreground")}>
              {step.label}
              <span className="sr-only">: {MARKS[step.state].label}</span>
            </p>
            <p className="min-h-4 text-muted-foreground text-xs">{describe(step)}</p>
          </div>
        </li>
      ))}
    </ol>
  );
}

function StepMark({ state }: { state: PhaseState }) {
  return (
    <span
      aria-hidden="true"
      className={cn(
        "relative z-10 flex size-6 shrink-0 items-center justify-center rounded-full border [&_svg]:size-3.5",
        MARKS[state].classes,
      )}
    >
      {state === "done" ? <Check /> : null}
      {state === "active" ? <LoaderCircle className="animate-spin motion-reduce:animate-none" /> : null}
      {state === "failed" ? <X /> : null}
      {state === "skipped" ? <Minus /> : null}
      {state === "waiting" ? <span className="size-1.5 rounded-full bg-faint" /> : null}
    </span>
  );
}

function describe({ detail, durationMs }: PhaseStep): string {
  const duration = durationMs === undefined ? undefined : formatDuration(durationMs);
  return [detail, duration].filter(Boolean).join(" · ");
}
