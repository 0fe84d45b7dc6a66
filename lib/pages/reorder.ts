import { writeAudit } from "@/lib/audit/write-audit";
import type { WorkspaceCtx } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { selectPages, setPositions } from "@/lib/pages/store";

/** Puts the pages into the order of `ids`, which has to name each once. Throws `conflict` otherwise. */
export async function reorderPages(ctx: WorkspaceCtx, { ids }: { ids: readonly number[] }): Promise<void> {
  await ctx.db.run(async (tx) => {
    const known = new Set((await selectPages(tx, ctx)).map((page) => page.id));
    const named = new Set(ids);
    if (named.size !== ids.length || known.size !== named.size || !ids.every((id) => known.has(id))) {
      throw new AppError("conflict", "Pages were added or deleted in the meantime.", {
        remedy: "Reload the page, then reorder them again.",
      });
    }
    await setPositions(tx, ctx, ids);
    await writeAudit(tx, ctx, {
      action: "page.reorder",
      targetKind: "page",
      detail: { workspaceId: ctx.workspaceId, pageIds: [...ids] },
    });
  });
}
