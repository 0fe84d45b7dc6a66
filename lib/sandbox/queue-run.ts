import type { WorkspaceCtx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";
import { AppError } from "@/lib/errors";
import { accountOf } from "@/lib/model/actor";
import { auditRunStart } from "@/lib/runs/audit-start";
import { insertQueued } from "@/lib/runs/requests.store";

/**
 * Queues a run in the transaction that places its file, so that neither is there without the other. Gives its id; the
 * caller asks the jobs for it afterwards, and if it dies the sweep does. Throws `conflict` while another one is queued.
 */
export async function queueRun(tx: Tx, ws: WorkspaceCtx, syncId: string): Promise<string> {
  const run = { syncId, trigger: "manual", mode: "complete", intent: "apply", undoes: null } as const;
  const by = { uploadId: null, requestedBy: accountOf(ws.actor), requestedByLabel: ws.actor.label };
  const runId = await insertQueued(tx, ws, { ...run, ...by });
  if (!runId) {
    throw new AppError("conflict", "A run of this sync is already queued.", {
      remedy: "Wait until it has started, then try again.",
    });
  }
  await auditRunStart(tx, ws, { ...run, runId });
  return runId;
}
