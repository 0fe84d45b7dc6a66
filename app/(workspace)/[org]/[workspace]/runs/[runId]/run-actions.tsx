import { CancelRunButton, SyncAgainButton } from "@/components/runs/run-buttons";
import { UndoButton } from "@/components/runs/undo-button";
import type { WorkspaceCtx } from "@/lib/context";
import { isOpen } from "@/lib/model/run-state";
import { may } from "@/lib/permissions";
import { undoEffectsOf } from "@/lib/runs/undo-effects";
import type { PlanTally, RunDetail } from "@/lib/runs/views/types";

type Props = { ctx: WorkspaceCtx; run: RunDetail; tally: PlanTally };

/** The actions in the header of a run. */
export function RunActions({ ctx, run, tally }: Props) {
  if (isOpen(run.state)) {
    return may(ctx, "run:cancel") ? <CancelRunButton runId={run.id} /> : null;
  }
  return (
    <>
      {run.undoableUntil && may(ctx, "run:undo") ? (
        <UndoButton runId={run.id} back={undoEffectsOf(tally, run)} until={run.undoableUntil.toISOString()} />
      ) : null}
      {/* A failed run shows this button beside its failure. */}
      {run.state === "failed" ? null : <SyncAgain ctx={ctx} run={run} />}
    </>
  );
}

/** "Sync now": null without a file to read or without permission. */
export function SyncAgain({ ctx, run }: Pick<Props, "ctx" | "run">) {
  const { sourceKind, detached } = run.sync;
  if (!may(ctx, "run:start") || sourceKind !== "remote" || detached || run.undoes) return null;
  return <SyncAgainButton syncId={run.sync.id} />;
}
