import { networkOf } from "@/lib/auth/client-ip";
import { verifyPassword } from "@/lib/auth/password";
import type { SignIn } from "@/lib/auth/schema";
import { SESSION_LIFE } from "@/lib/auth/session-life";
import { deleteDeadSessions, findPassword, insertSession, revokeSessionRow } from "@/lib/auth/store";
import { hashToken, newToken } from "@/lib/auth/token";
import type { VisitorCtx } from "@/lib/auth/visitor";
import { forgiveTries, returnTry, takeTry } from "@/lib/throttle/take-try";

/**
 * Checks a password and opens a session with a new random id; the browser's previous session ends. Null for an unknown
 * address and for a wrong password alike, after the same work. Throws `throttled`; tries count before they are checked.
 */
export async function signIn(
  ctx: VisitorCtx,
  { email, password }: SignIn,
  previousSessionId: string | null,
): Promise<{ accountId: string; sid: string } | null> {
  await takeTry(ctx, "signInIp", networkOf(ctx.ip));
  await takeTry(ctx, "signInEmail", email);
  const account = await ctx.db.run((tx) => findPassword(tx, email));
  const matches = await verifyPassword(account?.hash ?? null, password);
  if (!account || !matches) {
    ctx.log.warn("auth.sign_in.refused", { accountId: account?.id ?? null });
    return null;
  }
  await forgiveTries(ctx, "signInEmail", email);
  await returnTry(ctx, "signInIp", networkOf(ctx.ip));
  const sid = await openSession(ctx, account.id, previousSessionId);
  ctx.log.info("auth.sign_in.done", { accountId: account.id });
  return { accountId: account.id, sid };
}

async function openSession(ctx: VisitorCtx, accountId: string, previous: string | null): Promise<string> {
  const sid = newToken();
  const now = ctx.clock();
  const { ip, userAgent } = ctx;
  await ctx.db.run(async (tx) => {
    if (previous) await revokeSessionRow(tx, previous, now);
    await deleteDeadSessions(tx, accountId, now);
    await insertSession(tx, {
      ...{ sidHash: hashToken(sid), accountId, ip, userAgent },
      ...{
        createdAt: now,
        lastSeenAt: now,
        confirmedAt: now,
        expiresAt: new Date(now.getTime() + SESSION_LIFE.absoluteMs),
      },
    });
  });
  return sid;
}
