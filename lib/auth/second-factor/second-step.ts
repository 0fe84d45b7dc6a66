import type { AuthenticationResponseJSON } from "@simplewebauthn/server";
import type { SignInMethod } from "@/drizzle/schema/member-sessions";
import { browserName } from "@/lib/auth/browser-name";
import { networkOf } from "@/lib/auth/client-ip";
import { selectPasskeys } from "@/lib/auth/passkeys/passkeys.store";
import { optionsToUse } from "@/lib/auth/passkeys/web-authn";
import { checkPasskey, checkRecoveryCode, checkTotp } from "@/lib/auth/second-factor/check";
import { selectTotp } from "@/lib/auth/second-factor/factors.store";
import { mailGuessed, mailRecoveryCodeUsed } from "@/lib/auth/second-factor/tell-owner";
import { findStep, putStep, takeStep } from "@/lib/auth/sign-in-steps.store";
import { SECOND_STEP_MS, type Session, startSession } from "@/lib/auth/start-session";
import { noteSignIn } from "@/lib/auth/store";
import { hashToken } from "@/lib/auth/token";
import type { VisitorCtx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";
import { enterAccountRows } from "@/lib/db/tenant";
import { AppError, unreachable } from "@/lib/errors";
import { consumeRateLimit, resetRateLimit } from "@/lib/rate-limit/rate-limit";

/** What a person shows as their second factor. */
export type SecondProof =
  | { kind: "code"; code: string }
  | { kind: "recovery_code"; code: string }
  | { kind: "passkey"; response: AuthenticationResponseJSON };

/** How the second step can be taken. */
type Ways = { code: boolean; passkey: boolean };

/** What the browser that holds `step` is asked for; null when there is no such step, or its five minutes are over. */
export async function findSecondStep(ctx: VisitorCtx, step: string | null): Promise<Ways | null> {
  if (!step) return null;
  return inStep(ctx, step, async (tx, accountId) => ({
    code: Boolean((await selectTotp(tx, accountId))?.confirmedAt),
    passkey: (await selectPasskeys(tx, accountId)).length > 0,
  }));
}

/** What the browser needs to use a passkey as the second factor. Throws `conflict` when its time is over. */
export async function startSecondPasskey(ctx: VisitorCtx, step: string | null) {
  const known = step && (await inStep(ctx, step, selectPasskeys));
  if (!step || !known) throw stepGone();
  const options = await optionsToUse(known);
  const now = ctx.clock();
  const expiresAt = new Date(now.getTime() + SECOND_STEP_MS);
  const asked = { keyHash: challengeKey(step), purpose: "second_passkey", now } as const;
  await ctx.db.run((tx) => putStep(tx, { ...asked, challenge: options.challenge, expiresAt }));
  return options;
}

/**
 * Takes the second step of a sign-in, and opens the session. Null for a wrong proof. Of any number of tries at once one
 * opens a session. Throws `throttled`, `conflict` when there is no such step or its time is over.
 */
export async function finishSecondStep(
  ctx: VisitorCtx,
  { step, proof }: { step: string | null; proof: SecondProof },
  previousSessionId: string | null,
): Promise<Session | null> {
  const accountId = step && (await inStep(ctx, step, async (_tx, id) => id));
  if (!step || !accountId) throw stepGone();
  const limit = LIMITS[proof.kind];
  await consumeRateLimit(ctx, limit, accountId).catch(async (error) => {
    await mailGuessed(ctx, accountId);
    throw error;
  });
  const now = ctx.clock();
  const detail = { network: networkOf(ctx.ip), browser: browserName(ctx.userAgent) };
  const passed = await ctx.db.run(async (tx) => {
    await enterAccountRows(tx, accountId);
    if (!(await checkProof(tx, proof, { accountId, step, now }))) return false;
    // Whoever is second finds nothing to take, and what they showed is given back with this transaction.
    if (!(await takeStep(tx, { keyHash: hashToken(step), purpose: "second", now }))) throw stepGone();
    if (proof.kind === "recovery_code")
      await noteSignIn(tx, accountId, { action: "account.use_recovery_code", detail });
    return true;
  });
  if (!passed) {
    ctx.log.warn("auth.second_step.refused", { accountId, kind: proof.kind });
    const action = "session.refuse_second_factor";
    await ctx.db.run((tx) => noteSignIn(tx, accountId, { action, detail: { ...detail, kind: proof.kind } }));
    return null;
  }
  await resetRateLimit(ctx, limit, accountId);
  if (proof.kind === "recovery_code") await mailRecoveryCodeUsed(ctx, accountId);
  return startSession(ctx, accountId, { previousSessionId, method: proof.kind satisfies SignInMethod });
}

const LIMITS = { code: "secondCode", recovery_code: "recoveryCode", passkey: "secondPasskey" } as const;

type Trying = { accountId: string; step: string; now: Date };

function checkProof(tx: Tx, proof: SecondProof, { accountId, step, now }: Trying): Promise<boolean> {
  switch (proof.kind) {
    case "code":
      return checkTotp(tx, proof.code, { accountId, now });
    case "recovery_code":
      return checkRecoveryCode(tx, proof.code, { accountId, now });
    case "passkey": {
      const asked = { keyHash: challengeKey(step), purpose: "second_passkey", unlocked: false } as const;
      return checkPasskey(tx, proof.response, { accountId, now, ...asked });
    }
    default:
      return unreachable(proof);
  }
}

/** Works in the rows of the account that a step belongs to; null when there is none. */
async function inStep<T>(
  ctx: VisitorCtx,
  step: string,
  work: (tx: Tx, accountId: string) => Promise<T>,
): Promise<T | null> {
  return ctx.db.run(async (tx) => {
    const found = await findStep(tx, { keyHash: hashToken(step), purpose: "second", now: ctx.clock() });
    if (!found?.accountId) return null;
    await enterAccountRows(tx, found.accountId);
    return work(tx, found.accountId);
  });
}

/** The challenge goes with the step, and with nothing else. */
function challengeKey(step: string): string {
  return hashToken(`${step} passkey`);
}

export function stepGone(): AppError {
  return new AppError("conflict", "This took longer than five minutes.", { remedy: "Sign in again." });
}
