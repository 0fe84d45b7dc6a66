import { sessionTimes } from "@/lib/auth/cookies";
import { revokeOtherSessionRows, revokeOwnSession, selectLiveSessions } from "@/lib/auth/store";
import type { AccountCtx } from "@/lib/context";
import { notFound } from "@/lib/errors";

type SessionView = {
  id: string;
  /** Whether it is the browser that asks. */
  current: boolean;
  createdAt: Date;
  lastSeenAt: Date;
  expiresAt: Date;
  ip: string | null;
  userAgent: string | null;
};

/** The browsers the account is signed in with, the one seen last at the front. */
export async function listSessions(ctx: AccountCtx): Promise<SessionView[]> {
  const rows = await ctx.db.run((tx) => selectLiveSessions(tx, ctx.accountId, sessionTimes(ctx.clock())));
  // The id is a hash of the cookie's secret: it names a session, and opens none.
  return rows.map(({ sidHash, ...row }) => ({ id: sidHash, current: sidHash === ctx.sessionId, ...row }));
}

/** Signs one of the account's browsers out. Another account's session is not found. */
export async function revokeSession(ctx: AccountCtx, { id }: { id: string }): Promise<void> {
  const done = await ctx.db.run((tx) => revokeOwnSession(tx, ctx.accountId, id, ctx.clock()));
  if (!done) throw notFound("The session");
  ctx.log.info("auth.session.revoked", { accountId: ctx.accountId });
}

/** Signs every other browser of the account out; says how many there were. */
export async function revokeOtherSessions(ctx: AccountCtx): Promise<{ count: number }> {
  const keep = ctx.sessionId ?? "";
  const count = await ctx.db.run((tx) => revokeOtherSessionRows(tx, ctx.accountId, keep, ctx.clock()));
  ctx.log.info("auth.session.others_revoked", { accountId: ctx.accountId, count });
  return { count };
}
