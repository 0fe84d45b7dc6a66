import type { WorkspaceCtx } from "@/lib/context";
import { listItem } from "@/lib/lists/item";
import { selectLists, selectPagesByList } from "@/lib/lists/store";
import type { ListItem } from "@/lib/lists/views";
import { selectRuleContext } from "@/lib/rules/vocabulary.store";

/** The workspace's lists by name, each with the pages that it opens. How many are in one is `countList`'s to say. */
export async function listLists(ctx: WorkspaceCtx): Promise<ListItem[]> {
  return ctx.db.run(async (tx) => {
    const rows = await selectLists(tx, ctx);
    const { known } = await selectRuleContext(
      tx,
      ctx,
      rows.map(({ rule }) => rule),
    );
    const pages = await selectPagesByList(tx, ctx);
    return rows.map((row) => listItem(row, known, pages.get(row.id) ?? []));
  });
}
