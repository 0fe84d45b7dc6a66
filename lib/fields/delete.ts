import { writeAudit } from "@/lib/audit/write-audit";
import type { WorkspaceCtx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";
import { notFound } from "@/lib/errors";
import { selectListRules, selectSyncHeaders } from "@/lib/fields/field-uses.store";
import { listsAsking, refuseAskedField, syncsFilling } from "@/lib/fields/find-uses";
import { clearField, deleteFieldRow, lockField } from "@/lib/fields/store";
import { deleteTypeChanges } from "@/lib/fields/type-change/type-change.store";
import { clearFieldFromPlans, lockChoices } from "@/lib/pipeline/persistence/deleted.store";
import { writeMapping } from "@/lib/syncs/versions/write";
import { withoutFields } from "@/lib/syncs/without-field";

/**
 * Deletes a field with every value users have in it, and those that plans would give them, for good; mappings that name it lose that column. Throws `not_found`,
 * and `conflict` while a list's rule asks for it.
 */
export async function deleteField(ctx: WorkspaceCtx, { id }: { id: number }): Promise<{ cleared: number }> {
  return ctx.db.run(async (tx) => {
    await lockChoices(tx, ctx, "exclusive");
    const field = await lockField(tx, ctx, id);
    if (!field) throw notFound("This profile field");
    refuseAskedField(field.label, listsAsking(id, await selectListRules(tx, ctx)));
    const syncs = await dropFromMappings(tx, ctx, field);
    const cleared = await clearField(tx, ctx, id, ctx.clock());
    await clearFieldFromPlans(tx, ctx, field);
    await deleteTypeChanges(tx, ctx, id);
    await deleteFieldRow(tx, ctx, id);
    await writeAudit(tx, ctx, {
      action: "field.delete",
      targetKind: "field",
      targetId: id,
      targetLabel: field.label,
      detail: { workspaceId: ctx.workspaceId, type: field.type, cleared, syncs },
    });
    return { cleared };
  });
}

/** Each mapping that names the field, without it: a new version. Gives the syncs that these belong to. */
async function dropFromMappings(
  tx: Tx,
  ctx: WorkspaceCtx,
  field: { id: number; label: string },
): Promise<string[]> {
  const filling = syncsFilling(field, await selectSyncHeaders(tx, ctx));
  const naming = filling.filter(({ by }) => by === "mapping").map((sync) => sync.id);
  for (const syncId of naming) {
    await writeMapping(tx, ctx, { syncId, change: (was) => withoutFields(was, (id) => id === field.id) });
  }
  return naming;
}
