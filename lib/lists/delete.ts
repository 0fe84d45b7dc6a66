import { writeAudit } from "@/lib/audit/write-audit";
import type { WorkspaceCtx } from "@/lib/context";
import { AppError, notFound } from "@/lib/errors";
import { deleteListRow, lockList, selectPagesNaming } from "@/lib/lists/store";
import { tellListChanged } from "@/lib/rules/tell-lists.store";

/** Deletes a list for good. Throws `not_found`, `conflict` while a page is opened by it, naming the pages. */
export async function deleteList(ctx: WorkspaceCtx, { id }: { id: number }): Promise<void> {
  await ctx.db.run(async (tx) => {
    const list = await lockList(tx, ctx, id);
    if (!list) throw notFound("This user list");
    const pages = await selectPagesNaming(tx, ctx, id);
    if (pages.length > 0) throw inUse(list.name, pages);
    await deleteListRow(tx, ctx, id);
    await tellListChanged(tx, ctx, id);
    await writeAudit(tx, ctx, {
      action: "list.delete",
      targetKind: "list",
      targetId: id,
      targetLabel: list.name,
      detail: { workspaceId: ctx.workspaceId, kind: list.kind, rule: list.rule },
    });
  });
}

function inUse(name: string, pages: readonly { title: string }[]): AppError {
  const titles = pages.map(({ title }) => `“${title}”`).join(", ");
  return new AppError("conflict", `"${name}" decides who may open ${titles}.`, {
    remedy: `Choose other lists on ${pages.length === 1 ? "that page" : "those pages"}, then delete this one.`,
  });
}
