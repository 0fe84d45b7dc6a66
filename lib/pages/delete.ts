import { writeAudit } from "@/lib/audit/write-audit";
import type { WorkspaceCtx } from "@/lib/context";
import { notFound } from "@/lib/errors";
import { deleteIfUnshown } from "@/lib/pages/pictures.store";
import { deletePageRow, lockPage } from "@/lib/pages/store";
import { picturesIn } from "@/lib/pictures/in-text";

/** Deletes a page for good, with the pictures that no other page shows. Throws `not_found`. */
export async function deletePage(ctx: WorkspaceCtx, { id }: { id: number }): Promise<void> {
  await ctx.db.run(async (tx) => {
    const page = await lockPage(tx, ctx, id);
    if (!page) throw notFound("This page");
    await deletePageRow(tx, ctx, id);
    await deleteIfUnshown(tx, ctx, picturesIn(page.body));
    await writeAudit(tx, ctx, {
      action: "page.delete",
      targetKind: "page",
      targetId: id,
      targetLabel: page.title,
      detail: { workspaceId: ctx.workspaceId, slug: page.slug },
    });
  });
}
