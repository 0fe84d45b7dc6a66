import { writeAudit } from "@/lib/audit/write-audit";
import type { WorkspaceCtx } from "@/lib/context";
import { notFound } from "@/lib/errors";
import { clearField, deleteFieldRow, lockField } from "@/lib/fields/store";

/** Deletes a field with every value users have in it, for good. Throws `not_found`. */
export async function deleteField(ctx: WorkspaceCtx, { id }: { id: number }): Promise<{ cleared: number }> {
  return ctx.db.run(async (tx) => {
    const field = await lockField(tx, ctx, id);
    if (!field) throw notFound("This profile field");
    const cleared = await clearField(tx, ctx, id, ctx.clock());
    await deleteFieldRow(tx, ctx, id);
    await writeAudit(tx, ctx, {
      action: "field.delete",
      targetKind: "field",
      targetId: id,
      targetLabel: field.label,
      detail: { workspaceId: ctx.workspaceId, type: field.type, cleared },
    });
    return { cleared };
  });
}
