import type { ComponentProps } from "react";
import { RUN_STATE_LABELS } from "@/components/patterns/state-pill";
import { StatusDot } from "@/components/patterns/status-dot";
import { LateBadge, NextRun } from "@/components/syncs/sync-state";
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

/** What went well is no good news while a new file is late. */
function toneOf({ lastRun, lateSince }: SyncItem): Tone {
  const tone = lastRun ? TONES[lastRun.state] : "neutral";
  return lateSince && tone === "success" ? "held" : tone;
}

/** A sync in one line of a table: how its last run went, its name, and when it runs next. */
export function SyncLine({ sync }: { sync: SyncItem }) {
  const { lastRun } = sync;
  return (
    <span className="inline-flex flex-wrap items-center gap-x-2.5">
      <span className="font-medium">{sync.name}</span>
      <LateBadge sync={sync} />
      <StatusDot tone={toneOf(sync)} label={lastRun ? RUN_STATE_LABELS[lastRun.state] : "Not run yet"} />
      {sync.sourceKind === "remote" ? (
        <span className="text-muted-foreground">
          {sync.nextRunAt ? "next " : null}
          <NextRun sync={sync} />
        </span>
      ) : null}
    </span>
  );
}
