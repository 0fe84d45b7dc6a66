import { writeAudit } from "@/lib/audit/write-audit";
import type { WorkspaceCtx } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { type SameChoice, setSame } from "@/lib/pipeline/persistence/matches.store";
import { lockWaiting, notePlanChanged } from "@/lib/runs/matches.store";
import { getRunRow, selectSyncName } from "@/lib/runs/store";

/**
 * Says of new IDs in a plan that waits whether they are the users they match. The plan changes with it: the same person
 * keeps what they had under the new ID, somebody new is created. Throws `not_found`; `conflict` when the plan waits no more.
 */
export async function chooseSame(ctx: WorkspaceCtx, choice: SameChoice): Promise<{ lines: number }> {
  const { runId, isSame } = choice;
  await getRunRow(ctx, runId);
  return ctx.db.run(async (tx) => {
    const syncId = await lockWaiting(tx, ctx, runId);
    if (syncId === null) {
      throw new AppError("conflict", "This plan is not waiting for a decision any more.", {
        remedy: "Reload the page to see what happened to it.",
      });
    }
    const lines = await setSame(tx, ctx, choice);
    if (lines === 0) return { lines };
    await notePlanChanged(tx, ctx, runId);
    const target = { targetKind: "run", targetId: runId, targetLabel: await selectSyncName(tx, ctx, syncId) };
    const detail = { workspaceId: ctx.workspaceId, syncId, samePerson: isSame, lines };
    await writeAudit(tx, ctx, { action: "run.choose_same", ...target, detail });
    return { lines };
  });
}
