import { RUN_STATE_LABELS, StatePill } from "@/components/patterns/state-pill";
import { countsLabel, discardedLabel } from "@/components/runs/outcome-labels";
import type { Point } from "@/components/runs/run-points";
import { cn } from "@/lib/cn";
import { formatDayTime, formatExact } from "@/lib/format/time";
import { isApplied, isWaitingForFile } from "@/lib/model/run-state";

/** What the chart says of the selected run. */
export function RunHint({ point: { run } }: { point: Point }) {
  const discarded = run.counts ? discardedLabel(run.counts) : null;
  return (
    <div className="m-1 grid w-max max-w-64 gap-1 rounded-md border bg-popover px-3 py-2 text-popover-foreground shadow-pop">
      <span className="font-medium">{formatExact(run.createdAt)}</span>
      {run.sync ? <span className="truncate">{run.sync.name}</span> : null}
      <StatePill state={run.state} phase={run.phase} failure={run.failure} />
      {run.counts && isApplied(run.state) ? (
        <span className="text-muted-foreground">{countsLabel(run.counts)}</span>
      ) : null}
      {discarded && isApplied(run.state) ? <span className="text-held">{discarded}</span> : null}
      {run.failure ? (
        <span className={cn("wrap-anywhere", !isWaitingForFile(run) && "text-danger")}>
          {run.failure.message}
        </span>
      ) : null}
    </div>
  );
}

/** "27 Nov, 02:00: Succeeded, 12 created". `zone`: the reader's own when absent. */
export function runText({ run }: Point, now: Date, zone: string | undefined): string {
  const name = run.sync ? `${run.sync.name}, ` : "";
  const more = run.failure?.message ?? (run.counts && isApplied(run.state) ? countsLabel(run.counts) : null);
  return `${name}${formatDayTime(run.createdAt, now, zone)}: ${RUN_STATE_LABELS[run.state]}${more ? `, ${more}` : ""}`;
}
