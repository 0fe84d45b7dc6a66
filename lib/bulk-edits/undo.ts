import { subDays } from "date-fns";
import { insertBulkEdit, lockBulkEdit } from "@/lib/bulk-edits/edits.store";
import { getBulkEdit } from "@/lib/bulk-edits/read";
import { request, requester } from "@/lib/bulk-edits/start";
import { countChanged } from "@/lib/bulk-edits/users.store";
import type { BulkEditView } from "@/lib/bulk-edits/views";
import type { WorkspaceCtx } from "@/lib/context";
import { AppError, notFound } from "@/lib/errors";
import { BULK_UNDO_DAYS } from "@/lib/model/bulk-edit";

/**
 * Gives users back what a bulk edit that has ended has changed, as a job, except those who were changed since. Throws
 * `not_found`, `conflict` when there is nothing to undo (any more) or it is being undone.
 */
export async function undoBulkEdit(ctx: WorkspaceCtx, { id }: { id: string }): Promise<BulkEditView> {
  const requestedBy = requester(ctx);
  const made = await ctx.db.run(async (tx) => {
    const edit = await lockBulkEdit(tx, ctx, id);
    if (!edit) throw notFound("This bulk edit");
    if (edit.undoes) throw new AppError("conflict", "An undo can't be undone.");
    if (edit.finishedAt === null)
      throw new AppError("conflict", "This bulk edit is still in progress.", { remedy: "Cancel it first." });
    if (edit.finishedAt < subDays(ctx.clock(), BULK_UNDO_DAYS))
      throw new AppError("conflict", `It can be undone for ${BULK_UNDO_DAYS} days only.`);
    if (edit.isBeingUndone) throw new AppError("conflict", "It is being undone already.");
    const total = await countChanged(tx, ctx, id);
    if (total === 0) throw new AppError("conflict", "There is nothing to undo.");
    const { task, label } = edit;
    return insertBulkEdit(tx, ctx, {
      ...{ task, label, undoes: id, query: null, state: "running" },
      ...{ total, requestedBy },
    });
  });
  await request(ctx, made);
  return getBulkEdit(ctx, { id: made });
}
