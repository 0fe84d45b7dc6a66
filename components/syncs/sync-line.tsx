import type { ComponentProps } from "react";
import { RUN_STATE_LABELS } from "@/components/patterns/state-pill";
import { StatusDot } from "@/components/patterns/status-dot";
import { NextRun } from "@/components/syncs/sync-state";
import type { RunState } from "@/lib/model/run-state";
import type { SyncItem } from "@/lib/syncs/views";

type Tone = ComponentProps<typeof StatusDot>["tone"];

const TONES: Readonly<Record<RunState, Tone>> = {
  queued: "neutral",
  running: "running",
  held: "held",
  succeeded: "success",
  succeeded_with_issues: "held",
  no_change: "success",
  failed: "danger",
  cancelled: "neutral",
  superseded: "neutral",
  undone: "neutral",
};

/** A sync in one line of a table: how its last run went, its name, and when it runs next. */
export function SyncLine({ sync }: { sync: SyncItem }) {
  const { lastRun } = sync;
  return (
    <span className="inline-flex flex-wrap items-center gap-x-2.5">
      <span className="font-medium">{sync.name}</span>
      <StatusDot
        tone={lastRun ? TONES[lastRun.state] : "neutral"}
        label={lastRun ? RUN_STATE_LABELS[lastRun.state] : "Not run yet"}
      />
      {sync.sourceKind === "remote" ? (
        <span className="text-muted-foreground">
          {sync.paused ? null : "next "}
          <NextRun sync={sync} />
        </span>
      ) : null}
    </span>
  );
}
