import type { WorkspaceCtx } from "@/lib/context";
import { membershipOf } from "@/lib/lists/membership";
import { selectAdded, selectPasts } from "@/lib/lists/moves.store";
import { selectLists, selectPagesByList } from "@/lib/lists/store";
import type { UserMembership } from "@/lib/lists/views";
import { listsOfUser } from "@/lib/rules/membership.store";
import { selectRuleContext } from "@/lib/rules/vocabulary.store";

/** The lists that a user is in, each with why and since when; none for a removed or unknown one. */
export async function listUserMemberships(
  ctx: WorkspaceCtx,
  { userId }: { userId: number },
): Promise<UserMembership[]> {
  return ctx.db.run(async (tx) => {
    const mine = new Set((await listsOfUser(tx, ctx, userId)).map(({ id }) => id));
    if (mine.size === 0) return [];
    const lists = (await selectLists(tx, ctx)).filter(({ id }) => mine.has(id));
    const { known } = await selectRuleContext(
      tx,
      ctx,
      lists.map(({ rule }) => rule),
    );
    const person = (await selectPasts(tx, ctx, [userId])).get(userId);
    if (!person) return [];
    const added = await selectAdded(tx, ctx, { listIds: [...mine], userIds: [userId] });
    const pages = await selectPagesByList(tx, ctx);
    return lists.map((list) => {
      const { id, name, kind } = list;
      const how = { known, added: added.find(({ listId }) => listId === id) };
      return { list: { id, name, kind, pages: pages.get(id) ?? [] }, ...membershipOf(list, person, how) };
    });
  });
}
