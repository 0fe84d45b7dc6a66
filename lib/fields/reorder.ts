import { writeAudit } from "@/lib/audit/write-audit";
import type { WorkspaceCtx } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { selectFields, setPositions } from "@/lib/fields/store";

/** Puts the fields into the order of `ids`, which has to name each once. Throws `conflict` otherwise. */
export async function reorderFields(ctx: WorkspaceCtx, { ids }: { ids: readonly number[] }): Promise<void> {
  await ctx.db.run(async (tx) => {
    const known = new Set((await selectFields(tx, ctx)).map((field) => field.id));
    const named = new Set(ids);
    if (named.size !== ids.length || known.size !== named.size || !ids.every((id) => known.has(id))) {
      throw new AppError("conflict", "Profile fields were added or deleted in the meantime.", {
        remedy: "Reload the page, then reorder them again.",
      });
    }
    await setPositions(tx, ctx, ids);
    await writeAudit(tx, ctx, {
      action: "field.reorder",
      targetKind: "workspace",
      targetId: ctx.workspaceId,
      detail: { fieldIds: [...ids] },
    });
  });
}
