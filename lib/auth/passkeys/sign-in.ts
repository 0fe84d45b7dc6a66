import type { AuthenticationResponseJSON } from "@simplewebauthn/server";
import { browserName } from "@/lib/auth/browser-name";
import { networkOf } from "@/lib/auth/client-ip";
import { findPasskeyAccount } from "@/lib/auth/passkeys/passkeys.store";
import { optionsToUse } from "@/lib/auth/passkeys/web-authn";
import { checkPasskey } from "@/lib/auth/second-factor/check";
import { stepGone } from "@/lib/auth/second-factor/second-step";
import { findStep, putStep } from "@/lib/auth/sign-in-steps.store";
import { SECOND_STEP_MS, type Session, startSession } from "@/lib/auth/start-session";
import { noteSignIn } from "@/lib/auth/store";
import { hashToken, newToken } from "@/lib/auth/token";
import type { VisitorCtx } from "@/lib/context";
import { enterAccountRows } from "@/lib/db/tenant";
import { consumeRateLimit, refundRateLimit } from "@/lib/rate-limit/rate-limit";

/** What a browser needs to sign in with a passkey alone; `step` is for its cookie. Throws `throttled`. */
export async function startPasskeySignIn(ctx: VisitorCtx) {
  await consumeRateLimit(ctx, "passkeyIp", networkOf(ctx.ip));
  const step = newToken();
  const options = await optionsToUse(null);
  const now = ctx.clock();
  const expiresAt = new Date(now.getTime() + SECOND_STEP_MS);
  const asked = { keyHash: hashToken(step), purpose: "passkey", now } as const;
  await ctx.db.run((tx) => putStep(tx, { ...asked, challenge: options.challenge, expiresAt }));
  return { step, options };
}

/**
 * Signs in with a passkey that its owner unlocked: two factors in one. Null for one that is unknown or did not sign, with
 * the same answer. Throws `conflict` when its time is over, `throttled`.
 */
export async function signInWithPasskey(
  ctx: VisitorCtx,
  { step, response }: { step: string | null; response: AuthenticationResponseJSON },
  previousSessionId: string | null,
): Promise<Session | null> {
  const network = networkOf(ctx.ip);
  await consumeRateLimit(ctx, "signInIp", network);
  const now = ctx.clock();
  const asked = { keyHash: hashToken(step ?? ""), purpose: "passkey", now } as const;
  const accountId = await ctx.db.run(async (tx) => {
    if (!(await findStep(tx, asked))) throw stepGone();
    return findPasskeyAccount(tx, response.id);
  });
  const passed =
    accountId !== null &&
    (await ctx.db.run(async (tx) => {
      await enterAccountRows(tx, accountId);
      return checkPasskey(tx, response, { accountId, ...asked, unlocked: true });
    }));
  if (!accountId || !passed) {
    ctx.log.warn("auth.passkey.refused", { accountId });
    const detail = { network, browser: browserName(ctx.userAgent), kind: "passkey" };
    const entry = { action: "session.refuse_passkey", detail } as const;
    if (accountId) await ctx.db.run((tx) => noteSignIn(tx, accountId, entry));
    return null;
  }
  await refundRateLimit(ctx, "signInIp", network);
  return startSession(ctx, accountId, { previousSessionId, method: "passkey" });
}
