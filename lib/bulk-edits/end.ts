import { writeAudit } from "@/lib/audit/write-audit";
import { auditChanges } from "@/lib/bulk-edits/audit-changes";
import { endBulkEdit, lockBulkEdit } from "@/lib/bulk-edits/edits.store";
import { getBulkEdit } from "@/lib/bulk-edits/read";
import type { BulkEditView } from "@/lib/bulk-edits/views";
import type { WorkspaceCtx } from "@/lib/context";
import { actAs } from "@/lib/db/tenant";
import { AppError, notFound } from "@/lib/errors";

/**
 * Stops a bulk edit between two batches. Users who are done keep what they got, and can be given back what they had. Throws
 * `not_found`, `conflict` when it has ended already.
 */
export async function cancelBulkEdit(ctx: WorkspaceCtx, { id }: { id: string }): Promise<BulkEditView> {
  await ctx.db.run(async (tx) => {
    const edit = await lockBulkEdit(tx, ctx, id);
    if (!edit) throw notFound("This bulk edit");
    if (!(await endBulkEdit(tx, ctx, { id, state: "cancelled" })))
      throw new AppError("conflict", "It has ended already.", { remedy: "You can undo it instead." });
    const about = { what: edit.task.kind, ...(edit.label ? { label: edit.label } : {}), bulkEditId: id };
    await writeAudit(tx, ctx, { action: "user.bulk_cancel", targetKind: "user", detail: about });
    // What is done was done by whom it was asked for.
    await actAs(tx, requesterOf(edit));
    await auditChanges(tx, ctx, edit);
  });
  return getBulkEdit(ctx, { id });
}

/** Ends a bulk edit that can't go on, with the reason; nothing when it has ended. What is done stays, and can be undone. */
export async function failBulkEdit(ctx: WorkspaceCtx, id: string, failure: string): Promise<void> {
  await ctx.db.run(async (tx) => {
    const edit = await lockBulkEdit(tx, ctx, id);
    if (!edit || !(await endBulkEdit(tx, ctx, { id, state: "failed", failure }))) return;
    await actAs(tx, requesterOf(edit));
    await auditChanges(tx, ctx, edit);
  });
}

type Requested = { requestedBy: string; requestedByLabel: string };

/** In whose name a bulk edit goes on. */
export function requesterOf({ requestedBy, requestedByLabel }: Requested) {
  return { kind: "member" as const, accountId: requestedBy, label: requestedByLabel };
}
