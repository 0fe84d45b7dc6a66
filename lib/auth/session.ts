import { cookies } from "next/headers";
import { decode } from "next-auth/jwt";
import { cookie, SESSION_LIFE, sessionTimes } from "@/lib/auth/cookies";
import {
  type AccountRow,
  findLiveSession,
  noteSignIn,
  revokeSessionRow,
  touchSession,
} from "@/lib/auth/store";
import { hashToken } from "@/lib/auth/token";
import type { PersonCtx, Reach } from "@/lib/context";
import { required } from "@/lib/env";

/**
 * The hash of the session id in the current request's cookie; null without a cookie that we sealed. It proves
 * nothing yet: only the row behind it says whether the session still counts.
 */
export async function readSessionId(): Promise<string | null> {
  const sealed = (await cookies()).get(cookie("session").name)?.value;
  if (!sealed) return null;
  try {
    const token = await decode({ token: sealed, secret: required("ROLLCALL_SESSION_SECRET") });
    return typeof token?.sid === "string" ? hashToken(token.sid) : null;
  } catch {
    // Sealed with another key, tampered with, or past its date: the same as no cookie.
    return null;
  }
}

/**
 * The account a session belongs to and when its person last entered their password, or null when the session was
 * revoked, is over, or lay unused for too long.
 */
export async function findSessionAccount(
  ctx: PersonCtx,
  sessionId: string,
): Promise<(AccountRow & { confirmedAt: Date; reach: Reach }) | null> {
  const now = ctx.clock();
  return ctx.db.run(async (tx) => {
    const session = await findLiveSession(tx, sessionId, sessionTimes(now));
    if (!session) return null;
    if (now.getTime() - session.lastSeenAt.getTime() > SESSION_LIFE.touchMs) {
      await touchSession(tx, sessionId, now);
    }
    return { ...session.account, confirmedAt: session.confirmedAt, reach: session.reach };
  });
}

/** Ends one session immediately, whatever copies of its cookie exist. */
export async function endSession(ctx: PersonCtx, sessionId: string): Promise<void> {
  await ctx.db.run(async (tx) => {
    const accountId = await revokeSessionRow(tx, sessionId, ctx.clock());
    if (accountId) await noteSignIn(tx, accountId, { action: "session.end", detail: {} });
  });
}
