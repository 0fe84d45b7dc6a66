import type { AuthenticationResponseJSON, RegistrationResponseJSON } from "@simplewebauthn/server";
import type { SignInStepPurpose } from "@/drizzle/schema/sign-in-steps";
import { requireConfirmed } from "@/lib/auth/confirm";
import { deletePasskey, insertPasskey, selectPasskeys } from "@/lib/auth/passkeys/passkeys.store";
import { checkAdded, optionsToAdd, optionsToUse } from "@/lib/auth/passkeys/web-authn";
import type { Later } from "@/lib/auth/portal/request-link";
import { checkPasskey } from "@/lib/auth/second-factor/check";
import {
  type Added,
  addFactor,
  afterRemoval,
  requireProvedAddress,
} from "@/lib/auth/second-factor/first-factor";
import { tellOwner } from "@/lib/auth/second-factor/tell-owner";
import { putStep, takeStep } from "@/lib/auth/sign-in-steps.store";
import { SECOND_STEP_MS } from "@/lib/auth/start-session";
import { noteSignIn } from "@/lib/auth/store";
import { hashToken } from "@/lib/auth/token";
import type { AccountCtx } from "@/lib/context";
import { AppError, notFound } from "@/lib/errors";
import { passkeyAddedMail, passkeyRemovedMail } from "@/lib/mail/templates/security";

const PASSKEYS_MAX = 20;

/** What the browser needs to make a passkey. Throws `confirm_needed`, `conflict` (too many, or no verified address). */
export async function startPasskey(ctx: AccountCtx) {
  requireConfirmed(ctx);
  requireProvedAddress(ctx);
  const known = await ctx.db.run((tx) => selectPasskeys(tx, ctx.accountId));
  if (known.length >= PASSKEYS_MAX) {
    throw new AppError("conflict", `An account has ${PASSKEYS_MAX} passkeys at most.`, {
      remedy: "Remove one that you no longer use.",
    });
  }
  const options = await optionsToAdd(ctx, known);
  await keepChallenge(ctx, "add_passkey", options.challenge);
  return options;
}

/**
 * Keeps the passkey that the browser made. With an account's first factor come recovery codes, which are not shown again.
 * Throws `confirm_needed`, `invalid_input` when the browser's answer does not hold, `conflict` when it is known already.
 */
export async function addPasskey(
  ctx: AccountCtx,
  { name, response }: { name: string; response: RegistrationResponseJSON },
  later: Later = () => {},
): Promise<Added> {
  requireConfirmed(ctx);
  requireProvedAddress(ctx);
  const { accountId } = ctx;
  const asked = {
    keyHash: challengeKey(ctx, "add_passkey"),
    purpose: "add_passkey",
    now: ctx.clock(),
  } as const;
  const step = await ctx.db.run((tx) => takeStep(tx, asked));
  const passkey = step?.challenge && (await checkAdded(response, step.challenge));
  if (!passkey) throw refused();
  const added = await ctx.db.run(async (tx) => {
    const done = await addFactor(tx, ctx, () => insertPasskey(tx, { ...passkey, accountId, name }));
    if (!done) throw new AppError("conflict", "This passkey belongs to an account already.");
    await noteSignIn(tx, accountId, { action: "account.add_passkey", detail: { name } });
    return done;
  });
  later(() => tellOwner(ctx, ctx, passkeyAddedMail));
  ctx.log.info("auth.passkey.added", { accountId });
  return added;
}

/** Throws `not_found`, `confirm_needed`. */
export async function removePasskey(
  ctx: AccountCtx,
  { id }: { id: string },
  later: Later = () => {},
): Promise<void> {
  requireConfirmed(ctx);
  const { accountId } = ctx;
  await ctx.db.run(async (tx) => {
    const name = await deletePasskey(tx, accountId, id);
    if (name === null) throw notFound("The passkey");
    await afterRemoval(tx, accountId);
    await noteSignIn(tx, accountId, { action: "account.remove_passkey", detail: { name } });
  });
  later(() => tellOwner(ctx, ctx, passkeyRemovedMail));
  ctx.log.info("auth.passkey.removed", { accountId });
}

/** What the browser needs to confirm something sensitive with one of the person's passkeys. Throws `not_found` without one. */
export async function startPasskeyConfirmation(ctx: AccountCtx) {
  const known = await ctx.db.run((tx) => selectPasskeys(tx, ctx.accountId));
  if (known.length === 0) throw notFound("A passkey of your account");
  const options = await optionsToUse(known);
  await keepChallenge(ctx, "confirm", options.challenge);
  return options;
}

/** Whether one of the person's passkeys signed that challenge. */
export async function checkOwnPasskey(
  ctx: AccountCtx,
  response: AuthenticationResponseJSON,
): Promise<boolean> {
  const { accountId } = ctx;
  const asked = { keyHash: challengeKey(ctx, "confirm"), purpose: "confirm", unlocked: false } as const;
  return ctx.db.run((tx) => checkPasskey(tx, response, { accountId, now: ctx.clock(), ...asked }));
}

async function keepChallenge(ctx: AccountCtx, purpose: SignInStepPurpose, challenge: string): Promise<void> {
  const now = ctx.clock();
  const expiresAt = new Date(now.getTime() + SECOND_STEP_MS);
  const { accountId } = ctx;
  const keyHash = challengeKey(ctx, purpose);
  await ctx.db.run((tx) => putStep(tx, { keyHash, purpose, accountId, challenge, now, expiresAt }));
}

/** One at a time of each kind for a browser. */
function challengeKey({ sessionId, accountId }: AccountCtx, purpose: SignInStepPurpose): string {
  return hashToken(`${sessionId ?? accountId} ${purpose}`);
}

function refused(): AppError {
  return new AppError("invalid_input", "The passkey could not be added.", {
    remedy: "Try again, and finish within five minutes.",
  });
}
