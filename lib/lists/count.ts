import type { WorkspaceCtx } from "@/lib/context";
import { notFound } from "@/lib/errors";
import { countMembers } from "@/lib/lists/members.store";
import { selectList } from "@/lib/lists/store";
import { selectRuleContext } from "@/lib/rules/vocabulary.store";
import { searchTerms } from "@/lib/users/search-terms";

/** How many active users are in a list, or answer to a search in it; exact. Throws `not_found`. */
export async function countList(
  ctx: WorkspaceCtx,
  { id, search = "" }: { id: number; search?: string },
): Promise<number> {
  return ctx.db.run(async (tx) => {
    const list = await selectList(tx, ctx, id);
    if (!list) throw notFound("This user list");
    const context = await selectRuleContext(tx, ctx, [list.rule]);
    return countMembers(tx, ctx, { list, context, terms: searchTerms(search) });
  });
}
