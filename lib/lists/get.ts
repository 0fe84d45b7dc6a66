import type { WorkspaceCtx } from "@/lib/context";
import { notFound } from "@/lib/errors";
import { listItem } from "@/lib/lists/item";
import { selectList, selectPagesByList } from "@/lib/lists/store";
import type { ListDetail } from "@/lib/lists/views";
import { selectRuleContext } from "@/lib/rules/vocabulary.store";

/** A list of the workspace. Throws `not_found`. */
export async function getList(ctx: WorkspaceCtx, { id }: { id: number }): Promise<ListDetail> {
  return ctx.db.run(async (tx) => {
    const row = await selectList(tx, ctx, id);
    if (!row) throw notFound("This user list");
    const { known } = await selectRuleContext(tx, ctx, [row.rule]);
    const pages = (await selectPagesByList(tx, ctx)).get(id) ?? [];
    const { rule, createdBy, createdAt, ruleAt } = row;
    return { ...listItem(row, known, pages), rule, createdBy, createdAt, ruleAt };
  });
}
