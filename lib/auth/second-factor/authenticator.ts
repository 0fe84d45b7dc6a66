import { requireConfirmed } from "@/lib/auth/confirm";
import type { Later } from "@/lib/auth/portal/request-link";
import { checkTotp } from "@/lib/auth/second-factor/check";
import {
  deleteTotp,
  lockSecondFactor,
  putTotp,
  selectTotp,
  setTotpConfirmed,
  takeTotpStep,
} from "@/lib/auth/second-factor/factors.store";
import {
  type Added,
  addFactor,
  afterRemoval,
  putNewCodes,
  requireProvedAddress,
} from "@/lib/auth/second-factor/first-factor";
import { openTotpSecret, sealTotpSecret } from "@/lib/auth/second-factor/sealed";
import { tellOwner } from "@/lib/auth/second-factor/tell-owner";
import { newTotpSecret, type Picture, qrPicture, totpStep, totpUri } from "@/lib/auth/second-factor/totp";
import { noteSignIn } from "@/lib/auth/store";
import type { AccountCtx } from "@/lib/context";
import { AppError, notFound } from "@/lib/errors";
import {
  authenticatorAddedMail,
  authenticatorRemovedMail,
  recoveryCodesMail,
} from "@/lib/mail/templates/security";
import { consumeRateLimit, resetRateLimit } from "@/lib/rate-limit/rate-limit";

/**
 * Makes a secret for an authenticator app. It counts for nothing until a first code was shown. Throws `confirm_needed`,
 * `conflict` when an app is set up already or the address is not verified.
 */
export async function startAuthenticator(ctx: AccountCtx): Promise<{ secret: string; picture: Picture }> {
  requireConfirmed(ctx);
  requireProvedAddress(ctx);
  const { accountId, email } = ctx;
  const secret = newTotpSecret();
  const put = await ctx.db.run((tx) => putTotp(tx, accountId, sealTotpSecret(accountId, secret)));
  if (!put) throw isSetUp();
  return { secret, picture: qrPicture(totpUri({ secret, email })) };
}

/**
 * Turns the authenticator app on by its first code. With an account's first factor come recovery codes, which are not shown
 * again. Throws `confirm_needed`, `invalid_input` for a wrong code, `conflict`, `throttled`.
 */
export async function confirmAuthenticator(
  ctx: AccountCtx,
  { code }: { code: string },
  later: Later = () => {},
): Promise<Added> {
  requireConfirmed(ctx);
  requireProvedAddress(ctx);
  const { accountId } = ctx;
  await consumeRateLimit(ctx, "confirm", accountId);
  const now = ctx.clock();
  const added = await ctx.db.run(async (tx) => {
    const totp = await selectTotp(tx, accountId);
    if (!totp || totp.confirmedAt) throw isSetUp();
    const secret = openTotpSecret(accountId, totp.secretSealed);
    const step = totpStep(code, { secret, after: totp.lastStep, now });
    if (step === null) throw wrongCode();
    await takeTotpStep(tx, accountId, step);
    const done = await addFactor(tx, ctx, () => setTotpConfirmed(tx, accountId, now));
    if (!done) throw isSetUp();
    await noteSignIn(tx, accountId, { action: "account.add_authenticator", detail: {} });
    return done;
  });
  await resetRateLimit(ctx, "confirm", accountId);
  later(() => tellOwner(ctx, ctx, authenticatorAddedMail));
  ctx.log.info("auth.authenticator.added", { accountId });
  return added;
}

/** Throws `not_found`, `confirm_needed`. */
export async function removeAuthenticator(ctx: AccountCtx, later: Later = () => {}): Promise<void> {
  requireConfirmed(ctx);
  const { accountId } = ctx;
  await ctx.db.run(async (tx) => {
    if (!(await deleteTotp(tx, accountId))) throw notFound("The authenticator app");
    await afterRemoval(tx, accountId);
    await noteSignIn(tx, accountId, { action: "account.remove_authenticator", detail: {} });
  });
  later(() => tellOwner(ctx, ctx, authenticatorRemovedMail));
  ctx.log.info("auth.authenticator.removed", { accountId });
}

/** Ten new recovery codes; earlier ones stop working. Throws `confirm_needed`, `conflict` without a second factor. */
export async function makeRecoveryCodes(
  ctx: AccountCtx,
  later: Later = () => {},
): Promise<{ recoveryCodes: string[] }> {
  requireConfirmed(ctx);
  const { accountId } = ctx;
  const recoveryCodes = await ctx.db.run(async (tx) => {
    if (!(await lockSecondFactor(tx, accountId)))
      throw new AppError("conflict", "Recovery codes come with a second factor. Set one up first.");
    await noteSignIn(tx, accountId, { action: "account.make_recovery_codes", detail: {} });
    return putNewCodes(tx, accountId);
  });
  later(() => tellOwner(ctx, ctx, recoveryCodesMail));
  return { recoveryCodes };
}

/** Whether a code of the signed-in person's app is right. Throws `throttled`. */
export async function checkOwnCode(ctx: AccountCtx, code: string): Promise<boolean> {
  const { accountId } = ctx;
  await consumeRateLimit(ctx, "confirm", accountId);
  const passed = await ctx.db.run((tx) => checkTotp(tx, code, { accountId, now: ctx.clock() }));
  if (passed) await resetRateLimit(ctx, "confirm", accountId);
  return passed;
}

function isSetUp(): AppError {
  return new AppError("conflict", "An authenticator app is set up already, or this page is out of date.", {
    remedy: "Reload the page.",
  });
}

/** Also for a code that was used: it has to be the next one. */
export function wrongCode(): AppError {
  const message = "This code is wrong or was already used. Enter the one that your app shows now.";
  return new AppError("invalid_input", "The code is wrong.", { fieldErrors: { code: message } });
}
