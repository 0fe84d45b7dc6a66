import { writeAudit } from "@/lib/audit/write-audit";
import type { WorkspaceCtx } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { refuseTakenLabel } from "@/lib/fields/conflict";
import { FIELDS_MAX } from "@/lib/fields/limits";
import { tidyAliases } from "@/lib/fields/option-texts";
import type { NewField } from "@/lib/fields/schema";
import { insertField, insertOptions, selectFieldsEnd } from "@/lib/fields/store";
import { hasOptions } from "@/lib/fields/types";

/**
 * Adds a profile field at the end. Options are for choice fields and ignored for others. Throws `conflict` when the
 * label is taken (in any letter case) or the workspace has as many fields as it may have.
 */
export async function createField(ctx: WorkspaceCtx, input: NewField): Promise<{ id: number }> {
  const { label, type } = input;
  const options = hasOptions(type) ? input.options : [];
  return refuseTakenLabel(label, () =>
    ctx.db.run(async (tx) => {
      const end = await selectFieldsEnd(tx, ctx);
      if (end.fields >= FIELDS_MAX) throw tooMany();
      const id = await insertField(tx, ctx, { label, type, position: end.position });
      const rows = options.map(({ label, aliases = [] }, position) => ({
        ...{ label, position },
        aliases: tidyAliases(label, aliases),
      }));
      await insertOptions(tx, ctx, id, rows);
      await writeAudit(tx, ctx, {
        action: "field.create",
        targetKind: "field",
        targetId: id,
        targetLabel: label,
        detail: { workspaceId: ctx.workspaceId, type, options: options.length },
      });
      return { id };
    }),
  );
}

function tooMany(): AppError {
  return new AppError("conflict", `A workspace has at most ${FIELDS_MAX} profile fields.`, {
    remedy: "Delete one that nobody needs any more first.",
  });
}
