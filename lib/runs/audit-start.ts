import type { AuditAction } from "@/lib/audit/phrases";
import { writeAudit } from "@/lib/audit/write-audit";
import type { WorkspaceCtx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";
import type { RunMode, RunTrigger } from "@/lib/model/run";
import { selectSyncName } from "@/lib/runs/store";

type Started = {
  runId: string;
  syncId: string;
  trigger: RunTrigger;
  mode: RunMode;
  intent: "apply" | "preview";
  /** The run that it undoes. */
  undoes: string | null;
  /** The one file that was asked for. */
  askedPath?: string | null;
};

/** Writes that the actor of `ctx` has started a run: in the transaction that queues it. */
export async function auditRunStart(tx: Tx, ctx: WorkspaceCtx, started: Started): Promise<void> {
  const { runId, syncId, trigger, mode, undoes, askedPath } = started;
  await writeAudit(tx, ctx, {
    action: actionOf(started),
    targetKind: "run",
    targetId: runId,
    targetLabel: await selectSyncName(tx, ctx, syncId),
    detail: {
      workspaceId: ctx.workspaceId,
      syncId,
      trigger,
      mode,
      ...(undoes ? { undoesId: undoes } : {}),
      ...(askedPath ? { file: askedPath } : {}),
    },
  });
}

function actionOf({ intent, undoes }: Started): AuditAction {
  if (undoes) return "run.undo";
  return intent === "preview" ? "run.preview" : "run.request";
}
