import { writeAudit } from "@/lib/audit/write-audit";
import type { WorkspaceCtx } from "@/lib/context";
import { explainConflicts } from "@/lib/db/constraint-errors";
import { AppError } from "@/lib/errors";
import { type NewPage, PAGES_MAX } from "@/lib/pages/schema";
import { insertPage, selectPagesEnd, setPageLists } from "@/lib/pages/store";

/** A new page at the end. Throws `conflict`: the address is taken, a list is gone, or there are as many as may be. */
export async function createPage(ctx: WorkspaceCtx, input: NewPage): Promise<{ id: number }> {
  const { listIds, ...values } = input;
  return explainConflicts(input.slug, () =>
    ctx.db.run(async (tx) => {
      const end = await selectPagesEnd(tx, ctx);
      if (end.pages >= PAGES_MAX) throw tooMany();
      const id = await insertPage(tx, ctx, { ...values, position: end.position, at: ctx.clock() });
      await setPageLists(tx, ctx, id, listIds);
      await writeAudit(tx, ctx, {
        action: "page.create",
        targetKind: "page",
        targetId: id,
        targetLabel: input.title,
        detail: { workspaceId: ctx.workspaceId, slug: input.slug, audience: input.audience, listIds },
      });
      return { id };
    }),
  );
}

function tooMany(): AppError {
  return new AppError("conflict", `A workspace has at most ${PAGES_MAX} pages.`, {
    remedy: "Delete a page that is no longer needed first.",
  });
}
