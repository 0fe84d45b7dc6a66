import { writeAudit } from "@/lib/audit/write-audit";
import type { WorkspaceCtx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";
import { explainConflicts } from "@/lib/db/constraint-errors";
import { AppError } from "@/lib/errors";
import { hasOptions } from "@/lib/field-kinds/registry";
import { refuseSameLabel } from "@/lib/fields/label-conflict";
import { tidyAliases } from "@/lib/fields/option-texts";
import type { CreateFieldInput } from "@/lib/fields/schema";
import {
  insertField,
  insertOptions,
  lockFieldLabels,
  selectFields,
  selectFieldsEnd,
} from "@/lib/fields/store";
import { FIELDS_MAX } from "@/lib/model/limits";

/**
 * Adds a profile field at the end. Options are for choice fields and ignored for others. Throws `conflict` when the
 * label is taken (in any letter case, or by one that looks the same) or the workspace has as many fields as it may have.
 */
export async function createField(ctx: WorkspaceCtx, input: CreateFieldInput): Promise<{ id: number }> {
  return explainConflicts(input.label, () =>
    ctx.db.run(async (tx) => {
      await lockFieldLabels(tx, ctx);
      const end = await selectFieldsEnd(tx, ctx);
      refuseTooMany(end.fields + 1);
      refuseSameLabel(input.label, await selectFields(tx, ctx));
      return { id: await addField(tx, ctx, input, end.position) };
    }),
  );
}

/** Writes the field with its options, within a transaction that has looked whether there is room. */
export async function addField(
  tx: Tx,
  ctx: WorkspaceCtx,
  { label, type, options }: CreateFieldInput,
  position: number,
): Promise<number> {
  const id = await insertField(tx, ctx, { label, type, position });
  const chosen = hasOptions(type) ? options : [];
  const rows = chosen.map(({ label, aliases = [] }, at) => ({
    label,
    position: at,
    aliases: tidyAliases(label, aliases),
  }));
  await insertOptions(tx, ctx, id, rows);
  await writeAudit(tx, ctx, {
    action: "field.create",
    targetKind: "field",
    targetId: id,
    targetLabel: label,
    detail: { workspaceId: ctx.workspaceId, type, options: chosen.length },
  });
  return id;
}

/** `count`: how many fields the workspace would have. */
export function refuseTooMany(count: number): void {
  if (count <= FIELDS_MAX) return;
  throw new AppError("conflict", `A workspace has at most ${FIELDS_MAX} profile fields.`, {
    remedy: "Delete a field that is no longer needed, or add fewer fields.",
  });
}
