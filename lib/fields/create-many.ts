import type { WorkspaceCtx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";
import { explainConflicts } from "@/lib/db/constraint-errors";
import { AppError } from "@/lib/errors";
import { addField, refuseTooMany } from "@/lib/fields/create";
import { labelConflict } from "@/lib/fields/label-conflict";
import type { CreateFieldInput } from "@/lib/fields/schema";
import { lockFieldLabels, selectFields, selectFieldsEnd } from "@/lib/fields/store";

/**
 * Adds several profile fields at the end, in their order: all of them or none. Throws `conflict` like `createField`, with
 * an error for each label that is taken, here or by another field.
 */
export async function createFields(
  ctx: WorkspaceCtx,
  { fields }: { fields: readonly CreateFieldInput[] },
): Promise<{ ids: number[] }> {
  return explainConflicts("one of these", () =>
    ctx.db.run(async (tx) => ({ ids: await addFields(tx, ctx, fields) })),
  );
}

/** The same within a transaction. */
export async function addFields(
  tx: Tx,
  ctx: WorkspaceCtx,
  fields: readonly CreateFieldInput[],
): Promise<number[]> {
  await lockFieldLabels(tx, ctx);
  const there = await selectFields(tx, ctx);
  refuseTakenLabels(fields, there);
  refuseTooMany(there.length + fields.length);
  const { position } = await selectFieldsEnd(tx, ctx);
  const ids: number[] = [];
  for (const [at, field] of fields.entries()) ids.push(await addField(tx, ctx, field, position + at));
  return ids;
}

function refuseTakenLabels(fields: readonly CreateFieldInput[], there: readonly { label: string }[]): void {
  const taken = [...there];
  const errors: [string, string][] = [];
  for (const [at, { label }] of fields.entries()) {
    const conflict = labelConflict(label, taken);
    if (conflict !== null) errors.push([`fields.${at}.label`, conflict]);
    taken.push({ label });
  }
  if (errors.length === 0) return;
  throw new AppError("conflict", "Some labels are already in use.", {
    fieldErrors: Object.fromEntries(errors),
  });
}
