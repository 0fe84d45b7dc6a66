import type { WorkspaceCtx } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { refuseTakenLabel } from "@/lib/fields/conflict";
import { addField, refuseTooMany } from "@/lib/fields/create";
import type { NewField } from "@/lib/fields/schema";
import { selectFields, selectFieldsEnd } from "@/lib/fields/store";

/**
 * Adds several profile fields at the end, in their order: all of them or none. Throws `conflict` like `createField`, with
 * an error for each label that is taken, here or by another field.
 */
export async function createFields(
  ctx: WorkspaceCtx,
  { fields }: { fields: readonly NewField[] },
): Promise<{ ids: number[] }> {
  return refuseTakenLabel("one of these", () =>
    ctx.db.run(async (tx) => {
      const there = await selectFields(tx, ctx);
      refuseTakenLabels(fields, there);
      refuseTooMany(there.length + fields.length);
      const { position } = await selectFieldsEnd(tx, ctx);
      const ids: number[] = [];
      for (const [at, field] of fields.entries()) ids.push(await addField(tx, ctx, field, position + at));
      return { ids };
    }),
  );
}

function refuseTakenLabels(fields: readonly NewField[], there: readonly { label: string }[]): void {
  const taken = new Set(there.map(({ label }) => label.toLowerCase()));
  const errors: [string, string][] = [];
  for (const [at, { label }] of fields.entries()) {
    if (taken.has(label.toLowerCase()))
      errors.push([`fields.${at}.label`, "Another profile field has this label. Choose a different one."]);
    taken.add(label.toLowerCase());
  }
  if (errors.length === 0) return;
  throw new AppError("conflict", "Some labels are taken.", { fieldErrors: Object.fromEntries(errors) });
}
