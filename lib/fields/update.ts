import { writeAudit } from "@/lib/audit/write-audit";
import type { WorkspaceCtx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";
import { AppError, notFound } from "@/lib/errors";
import { refuseTakenLabel } from "@/lib/fields/conflict";
import type { EditedField } from "@/lib/fields/schema";
import {
  clearOptions,
  deleteOptions,
  insertOptions,
  lockField,
  selectOptions,
  setFieldLabel,
  setOptions,
} from "@/lib/fields/store";
import { hasOptions } from "@/lib/fields/types";
import type { FieldOption } from "@/lib/sync/types";

/**
 * Renames a field and, for a choice field, puts its options into the given order: those with an id are renamed, those
 * without are new, those not named are removed and cleared from every user who had one. Stored values name options
 * by id, so a rename changes none. Throws `not_found`, `conflict` (label taken, or options edited by someone else
 * meanwhile), `invalid_input` (a choice field without options).
 */
export async function updateField(ctx: WorkspaceCtx, input: EditedField): Promise<{ cleared: number }> {
  const { id, label } = input;
  return refuseTakenLabel(label, () =>
    ctx.db.run(async (tx) => {
      const field = await lockField(tx, ctx, id);
      if (!field) throw notFound("This profile field");
      if (field.label !== label) await setFieldLabel(tx, ctx, id, label);
      const change = hasOptions(field.type)
        ? await replaceOptions(tx, ctx, input)
        : { added: [], removed: [], cleared: 0 };
      await writeAudit(tx, ctx, {
        action: "field.update",
        targetKind: "field",
        targetId: id,
        targetLabel: label,
        detail: { workspaceId: ctx.workspaceId, label: { from: field.label, to: label }, ...change },
      });
      return { cleared: change.cleared };
    }),
  );
}

async function replaceOptions(tx: Tx, ctx: WorkspaceCtx, { id: fieldId, options }: EditedField) {
  if (options.length === 0) {
    const message = "Add at least one option to choose from.";
    throw new AppError("invalid_input", message, { fieldErrors: { options: message } });
  }
  const before = await selectOptions(tx, ctx, fieldId);
  const placed = options.map((option, position) => ({ ...option, position }));
  const kept = placed.flatMap(({ id, ...option }) => (id === undefined ? [] : [{ id, ...option }]));
  if (!isSubset(kept, before)) throw editedMeanwhile();
  const keptIds = new Set(kept.map((option) => option.id));
  const removed = before.filter((option) => !keptIds.has(option.id));
  const removedIds = removed.map((option) => option.id);
  const added = placed.filter((option) => option.id === undefined);
  const cleared = await clearOptions(tx, ctx, { fieldId, optionIds: removedIds, at: ctx.clock() });
  await deleteOptions(tx, ctx, fieldId, removedIds);
  await setOptions(tx, ctx, fieldId, kept);
  const rows = added.map(({ label, position }) => ({ label, position }));
  await insertOptions(tx, ctx, fieldId, rows);
  return {
    added: added.map((option) => option.label),
    removed: removed.map((option) => option.label),
    cleared,
  };
}

function isSubset(kept: readonly FieldOption[], before: readonly FieldOption[]): boolean {
  const known = new Set(before.map((option) => option.id));
  return kept.every((option) => known.has(option.id));
}

function editedMeanwhile(): AppError {
  return new AppError("conflict", "Someone else changed the options of this field meanwhile.", {
    remedy: "Reload the page, and make your change again.",
  });
}
