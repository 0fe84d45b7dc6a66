import { sessionTimes } from "@/lib/auth/session-life";
import { selectLiveSessions } from "@/lib/auth/store";
import type { AccountCtx } from "@/lib/context";

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
