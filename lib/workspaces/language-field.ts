import { writeAudit } from "@/lib/audit/write-audit";
import type { WorkspaceCtx } from "@/lib/context";
import { notFound } from "@/lib/errors";
import { LANGUAGE_LABELS } from "@/lib/values/language";
import {
  lockLanguageField,
  selectLanguageField,
  selectLanguageFields,
  setLanguageField,
} from "@/lib/workspaces/language-field.store";
import type { LanguageFieldInput } from "@/lib/workspaces/schema";

/** Which profile field says a user's language. */
export type LanguageFieldView = {
  /** The one that was chosen; null for the one that is called so. */
  chosen: number | null;
  /** The one that is called so; null when there is none. */
  named: string | null;
  fields: { id: number; label: string }[];
};

/** Which profile field says what language a user reads, and which could. */
export async function getLanguageField(ctx: WorkspaceCtx): Promise<LanguageFieldView> {
  return ctx.db.run(async (tx) => {
    const fields = await selectLanguageFields(tx, ctx);
    const named = fields.find(({ label }) => LANGUAGE_LABELS.includes(label.toLowerCase()));
    return { chosen: await selectLanguageField(tx, ctx), named: named?.label ?? null, fields };
  });
}

/**
 * Sets which profile field says what language a user reads; null for the one that is called so. Throws `not_found` for a field
 * that is none of the workspace's, or has another type.
 */
export async function chooseLanguageField(ctx: WorkspaceCtx, { fieldId }: LanguageFieldInput): Promise<void> {
  await ctx.db.run(async (tx) => {
    const row = await lockLanguageField(tx, ctx);
    if (!row) throw notFound("This workspace");
    const fields = await selectLanguageFields(tx, ctx);
    const labelOf = (id: number | null) => fields.find((field) => field.id === id)?.label ?? null;
    if (fieldId !== null && labelOf(fieldId) === null) throw notFound("This profile field");
    if (row.fieldId === fieldId) return;
    await setLanguageField(tx, ctx, fieldId);
    await writeAudit(tx, ctx, {
      action: "workspace.set_language_field",
      targetKind: "workspace",
      targetId: ctx.workspaceId,
      targetLabel: row.name,
      detail: { languageField: { from: labelOf(row.fieldId), to: labelOf(fieldId) } },
    });
  });
}
