import { Check, CircleDashed, LoaderCircle, X } from "lucide-react";
import type { CheckStage } from "@/drizzle/schema/remote-sources";
import { cn } from "@/lib/cn";
import { formatDuration } from "@/lib/format/duration";
import type { Stages } from "@/lib/pipeline/source/stages";

type Props = {
  /** All that the kind of source goes through. A check of the connection alone skips those of a file. */
  known: Stages;
  stages: readonly CheckStage[];
  running: boolean;
};

/** A connection check as it goes: each stage with its time, and at the first failure what happened and what to do. */
export function CheckStages({ known, stages, running }: Props) {
  const ended = new Map(stages.map((stage) => [stage.stage, stage]));
  const shown = known.filter(({ stage, isOfFile }) => ended.has(stage) || !isOfFile);
  const next = running ? shown.find(({ stage }) => !ended.has(stage))?.stage : undefined;
  return (
    <ol className="grid gap-2.5" aria-live="polite">
      {shown.map(({ stage: name, label }) => {
        const stage = ended.get(name);
        return (
          <li key={name} className="grid grid-cols-[1.25rem_minmax(0,1fr)_auto] gap-x-2.5">
            <Mark stage={stage} active={name === next} />
            <span className={cn(!stage && name !== next && "text-muted-foreground")}>{label}</span>
            <span className="text-muted-foreground text-sm">{stage ? formatDuration(stage.ms) : null}</span>
            {stage?.message ? (
              <p
                className={cn(
                  "wrap-anywhere col-span-2 col-start-2 text-sm",
                  !stage.ok && "font-medium text-danger",
                )}
              >
                {stage.message}
              </p>
            ) : null}
            {stage?.remedy ? (
              <p className="wrap-anywhere col-span-2 col-start-2 text-pretty text-muted-foreground text-sm">
                {stage.remedy}
              </p>
            ) : null}
          </li>
        );
      })}
    </ol>
  );
}

function Mark({ stage, active }: { stage: CheckStage | undefined; active: boolean }) {
  const classes = "mt-0.5 size-4";
  if (stage?.ok) return <Check className={cn(classes, "text-success")} aria-label="Done" />;
  if (stage) return <X className={cn(classes, "text-danger")} aria-label="Failed" />;
  if (active) {
    return (
      <LoaderCircle
        className={cn(classes, "animate-spin text-running motion-reduce:animate-none")}
        aria-label="In progress"
      />
    );
  }
  return <CircleDashed className={cn(classes, "text-faint")} aria-label="Not reached" />;
}
