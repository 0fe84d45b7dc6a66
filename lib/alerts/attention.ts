import { countUnread, selectMarks } from "@/lib/alerts/inbox.store";
import type { Ctx } from "@/lib/context";
import { accountOf } from "@/lib/model/actor";

/** What the menu shows at Syncs and Runs of a workspace: how many need someone. */
export type Marks = { syncs: number; runs: number };

/** What needs the member: unread items of the inbox, and marks by the slug of the workspace. */
export type Attention = { unread: number; marks: Readonly<Record<string, Marks>> };

/** Two look-ups by index: it is read with every page. */
export async function getAttention(ctx: Ctx): Promise<Attention> {
  const accountId = accountOf(ctx.actor);
  return ctx.db.run(async (tx) => {
    const unread = accountId ? await countUnread(tx, ctx, accountId) : 0;
    const rows = await selectMarks(tx, ctx);
    return { unread, marks: Object.fromEntries(rows.map(({ slug, ...marks }) => [slug, marks])) };
  });
}
