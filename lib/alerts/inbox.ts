import { countUnread, selectInbox, selectOpen, setRead, setReadOfRun } from "@/lib/alerts/inbox.store";
import type { InboxItem, OpenAlert } from "@/lib/alerts/views";
import type { Ctx, WorkspaceCtx } from "@/lib/context";
import { accountOf } from "@/lib/model/actor";

const PAGE_SIZE = 50;

type Query = { before?: string | null; unreadOnly?: boolean; limit?: number };

/** What the member was told, newest first; `next` is the `before` of the next page, null on the last. Empty for others. */
export async function listInbox(
  ctx: Ctx,
  { before = null, unreadOnly = false, limit = PAGE_SIZE }: Query = {},
): Promise<{ items: InboxItem[]; next: string | null }> {
  const accountId = accountOf(ctx.actor);
  if (!accountId) return { items: [], next: null };
  const query = { before, unreadOnly, limit: limit + 1 };
  const found = await ctx.db.run((tx) => selectInbox(tx, ctx, accountId, query));
  const items = found.slice(0, limit);
  return { items, next: found.length > limit ? (items.at(-1)?.id ?? null) : null };
}

/** How many items of the member's inbox are unread. */
export async function countInbox(ctx: Ctx): Promise<number> {
  const accountId = accountOf(ctx.actor);
  return accountId ? ctx.db.run((tx) => countUnread(tx, ctx, accountId)) : 0;
}

/** Marks items of the member's own inbox as read; all of them without ids. What is not theirs is left as it is. */
export async function markRead(
  ctx: Ctx,
  { noticeIds }: { noticeIds: readonly string[] | null },
): Promise<{ read: number }> {
  const accountId = accountOf(ctx.actor);
  if (!accountId) return { read: 0 };
  return { read: await ctx.db.run((tx) => setRead(tx, ctx, accountId, noticeIds)) };
}

/** Marks what the member was told about a run as read: they are looking at it. */
export async function markRunRead(
  ctx: WorkspaceCtx,
  { runId }: { runId: string },
): Promise<{ read: number }> {
  const accountId = accountOf(ctx.actor);
  if (!accountId) return { read: 0 };
  return { read: await ctx.db.run((tx) => setReadOfRun(tx, ctx, accountId, runId)) };
}

/** What is so now in the workspace: for the marks in the menu, the banner of a pending plan, and the page of a sync. */
export async function listOpenAlerts(ctx: WorkspaceCtx): Promise<OpenAlert[]> {
  return ctx.db.run((tx) => selectOpen(tx, ctx));
}
