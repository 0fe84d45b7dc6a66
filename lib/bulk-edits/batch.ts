import { applyTask } from "@/lib/bulk-edits/apply-task";
import { auditChanges } from "@/lib/bulk-edits/audit-changes";
import { addProgress, type BulkEditRow, endBulkEdit, lockBulkEdit } from "@/lib/bulk-edits/edits.store";
import { undoTask } from "@/lib/bulk-edits/undo-task";
import { noteOutcome, noteUndone, selectChanged, selectWaiting } from "@/lib/bulk-edits/users.store";
import { checkpoint } from "@/lib/checkpoints";
import type { WorkspaceCtx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";
import type { SkipCounts, SkipReason } from "@/lib/model/bulk-edit";
import { EVENTS_A_BATCH } from "@/lib/model/event";
import { tellingLists } from "@/lib/rules/tell-lists.store";

/** One transaction, and the events of one row of their log. */
export const BATCH_USERS = EVENTS_A_BATCH;

/**
 * Does the next batch of a running bulk edit: the users, their histories, events and what undoing needs, together with the
 * place up to which it is done. Killed at any moment, all of the batch or nothing of it happened, and the next call does
 * what is left. `isOver`: there is nothing to do any more.
 */
export async function runBatch(within: WorkspaceCtx, id: string): Promise<{ isOver: boolean }> {
  // One moment for all of the batch: by it an undo knows what came with it.
  const now = within.clock();
  const ctx: WorkspaceCtx = { ...within, clock: () => now };
  const result = await ctx.db.run(async (tx) => {
    const edit = await lockBulkEdit(tx, ctx, id);
    if (edit?.state !== "running") return { isOver: true };
    const done = edit.undoes ? await undoNext(tx, ctx, edit, edit.undoes) : await applyNext(tx, ctx, edit);
    checkpoint("in-batch");
    if (done === BATCH_USERS) return { isOver: false };
    await endBulkEdit(tx, ctx, { id, state: "done" });
    await auditChanges(tx, ctx, edit);
    return { isOver: true };
  });
  checkpoint("between-batches");
  return result;
}

async function applyNext(tx: Tx, ctx: WorkspaceCtx, edit: BulkEditRow): Promise<number> {
  const { id, position } = edit;
  const userIds = await selectWaiting(tx, ctx, { id, position, limit: BATCH_USERS });
  if (userIds.length === 0) return 0;
  const outcome = await tellingLists(tx, ctx, userIds, () => applyTask(tx, ctx, edit.task, userIds));
  await noteOutcome(tx, ctx, id, outcome);
  await addProgress(tx, ctx, {
    id,
    position: userIds.at(-1) ?? position,
    changed: outcome.changed.length,
    same: outcome.same.length,
    skipped: withReasons(edit.skipped, outcome.skipped),
  });
  return userIds.length;
}

async function undoNext(tx: Tx, ctx: WorkspaceCtx, edit: BulkEditRow, undoes: string): Promise<number> {
  const { id, position } = edit;
  const changed = await selectChanged(tx, ctx, { id: undoes, position, limit: BATCH_USERS });
  if (changed.length === 0) return 0;
  const userIds = changed.map(({ userId }) => userId);
  const outcome = await tellingLists(tx, ctx, userIds, () => undoTask(tx, ctx, edit.task, changed));
  await noteUndone(tx, ctx, undoes, outcome);
  await addProgress(tx, ctx, {
    id,
    position: userIds.at(-1) ?? position,
    changed: outcome.undone.length,
    same: 0,
    skipped: withReasons(edit.skipped, outcome.kept),
  });
  return changed.length;
}

function withReasons(before: SkipCounts, skipped: readonly { reason: SkipReason }[]): SkipCounts {
  const counts: { [Reason in SkipReason]?: number } = { ...before };
  for (const { reason } of skipped) counts[reason] = (counts[reason] ?? 0) + 1;
  return counts;
}
