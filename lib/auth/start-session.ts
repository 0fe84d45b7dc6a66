import type { SignInMethod } from "@/drizzle/schema/member-sessions";
import { browserName } from "@/lib/auth/browser-name";
import { networkOf } from "@/lib/auth/client-ip";
import { SESSION_LIFE } from "@/lib/auth/cookies";
import { putStep } from "@/lib/auth/sign-in-steps.store";
import { deleteDeadSessions, insertSession, noteSignIn, revokeSessionRow } from "@/lib/auth/store";
import { hashToken, newToken } from "@/lib/auth/token";
import type { VisitorCtx } from "@/lib/context";

/** How long a person has for the second step. */
export const SECOND_STEP_MS = 5 * 60_000;

type From = {
  /** Hash of the browser's session until now. */
  previousSessionId: string | null;
  method: SignInMethod;
};

export type Session = { accountId: string; sid: string };
/** The first proof was good, a second factor is missing. `step` is for the browser's cookie only. */
export type HalfSession = { accountId: string; step: string };

/**
 * Continues for someone who has shown a first proof: with a session, or where the account has a second factor with a step
 * that waits for it (`finishSecondStep`). There is no session before.
 */
export async function enterOrAsk(
  ctx: VisitorCtx,
  account: { id: string; secondFactor: boolean },
  from: From,
): Promise<Session | HalfSession> {
  if (!account.secondFactor) return startSession(ctx, account.id, from);
  const step = newToken();
  const now = ctx.clock();
  const expiresAt = new Date(now.getTime() + SECOND_STEP_MS);
  const { id: accountId } = account;
  await ctx.db.run((tx) =>
    putStep(tx, { keyHash: hashToken(step), purpose: "second", accountId, now, expiresAt }),
  );
  ctx.log.info("auth.second_step.asked", { accountId });
  return { accountId, step };
}

/** Opens a session with a new random id, and notes it; the browser's previous session ends. */
export async function startSession(
  ctx: VisitorCtx,
  accountId: string,
  { previousSessionId, method }: From,
): Promise<Session> {
  const sid = newToken();
  const now = ctx.clock();
  const { ip, userAgent } = ctx;
  const expiresAt = new Date(now.getTime() + SESSION_LIFE.absoluteMs);
  await ctx.db.run(async (tx) => {
    if (previousSessionId) await revokeSessionRow(tx, previousSessionId, now);
    await insertSession(tx, {
      ...{ sidHash: hashToken(sid), accountId, method, ip, userAgent },
      ...{ createdAt: now, lastSeenAt: now, confirmedAt: now, expiresAt },
    });
    await deleteDeadSessions(tx, accountId, now);
    const detail = { network: networkOf(ip), browser: browserName(userAgent), method };
    await noteSignIn(tx, accountId, { action: "session.start", detail });
  });
  ctx.log.info("auth.sign_in.done", { accountId, method });
  return { accountId, sid };
}
