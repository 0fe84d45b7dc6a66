import { writeAudit } from "@/lib/audit/write-audit";
import type { WorkspaceCtx } from "@/lib/context";
import { explainConflicts } from "@/lib/db/constraint-errors";
import { AppError, notFound } from "@/lib/errors";
import type { EditedPage } from "@/lib/pages/schema";
import { lockPage, setPage, setPageLists } from "@/lib/pages/store";

/**
 * Writes a page over, if nobody else has since `version` was read; gives the new version. Throws `not_found`,
 * `conflict` (edited in the meantime, the address is taken, a list is gone).
 */
export async function updatePage(ctx: WorkspaceCtx, input: EditedPage): Promise<{ version: number }> {
  const { listIds, version, ...values } = input;
  return explainConflicts(input.slug, () =>
    ctx.db.run(async (tx) => {
      const page = await lockPage(tx, ctx, input.id);
      if (!page) throw notFound("This page");
      if (page.version !== version) throw editedMeanwhile();
      const next = await setPage(tx, ctx, { ...values, at: ctx.clock() });
      await setPageLists(tx, ctx, input.id, listIds);
      await writeAudit(tx, ctx, {
        action: "page.update",
        targetKind: "page",
        targetId: input.id,
        targetLabel: input.title,
        detail: {
          workspaceId: ctx.workspaceId,
          title: { from: page.title, to: input.title },
          slug: { from: page.slug, to: input.slug },
          audience: { from: page.audience, to: input.audience },
          listIds,
        },
      });
      return { version: next };
    }),
  );
}

function editedMeanwhile(): AppError {
  return new AppError("conflict", "Someone else changed this page since you opened it.", {
    remedy: "Copy your text, reload the page, and paste the text again. Nothing was overwritten.",
  });
}
