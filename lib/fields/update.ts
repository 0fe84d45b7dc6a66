import { writeAudit } from "@/lib/audit/write-audit";
import type { WorkspaceCtx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";
import { explainConflicts } from "@/lib/db/constraint-errors";
import { notFound } from "@/lib/errors";
import { hasOptions } from "@/lib/field-kinds/registry";
import { refuseSameLabel } from "@/lib/fields/label-conflict";
import { renameField } from "@/lib/fields/rename";
import { replaceOptions } from "@/lib/fields/replace-options";
import type { UpdateFieldInput } from "@/lib/fields/schema";
import { type FieldRow, lockField, lockFieldLabels, selectFields } from "@/lib/fields/store";
import { lockChoices } from "@/lib/pipeline/persistence/deleted.store";

/**
 * Renames a field and puts the options of a choice field into the given order, see `replaceOptions`. Syncs that filled
 * the field by its label keep reading that header, unless `expectNewHeader` names them. Throws `not_found`, `conflict`
 * (label taken, options edited in the meantime, or a removed option is named by a list's rule), `invalid_input`.
 */
export async function updateField(ctx: WorkspaceCtx, input: UpdateFieldInput): Promise<{ cleared: number }> {
  const { id, label } = input;
  return explainConflicts(label, () =>
    ctx.db.run(async (tx) => {
      await lockChoices(tx, ctx, "exclusive");
      const field = await lockField(tx, ctx, id);
      if (!field) throw notFound("This profile field");
      const syncs = await rename(tx, ctx, field, input);
      const change = hasOptions(field.type)
        ? await replaceOptions(tx, ctx, input)
        : { added: [], removed: [], cleared: 0 };
      await writeAudit(tx, ctx, {
        action: "field.update",
        targetKind: "field",
        targetId: id,
        targetLabel: label,
        detail: { workspaceId: ctx.workspaceId, label: { from: field.label, to: label }, syncs, ...change },
      });
      return { cleared: change.cleared };
    }),
  );
}

async function rename(
  tx: Tx,
  ctx: WorkspaceCtx,
  field: FieldRow,
  { label, expectNewHeader = [] }: UpdateFieldInput,
): Promise<string[]> {
  if (field.label === label) return [];
  await lockFieldLabels(tx, ctx);
  refuseSameLabel(
    label,
    (await selectFields(tx, ctx)).filter(({ id }) => id !== field.id),
  );
  return renameField(tx, ctx, { field, label, expectNewHeader: new Set(expectNewHeader) });
}
