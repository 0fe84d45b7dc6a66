import { lockSecondFactor, replaceRecoveryCodes } from "@/lib/auth/second-factor/factors.store";
import { newRecoveryCodes, recoveryCodeHash } from "@/lib/auth/second-factor/recovery-codes";
import { closeSteps } from "@/lib/auth/sign-in-steps.store";
import { revokeOtherSessionRows } from "@/lib/auth/store";
import type { AccountCtx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";
import { AppError } from "@/lib/errors";
import { smtpSettings } from "@/lib/mail/smtp";

/** Codes to be shown once; null when earlier ones go on working. */
export type Added = { recoveryCodes: string[] | null };

/**
 * Adds a factor by `add`, which says whether it did. With an account's first one come recovery codes, and its other
 * browsers, which have shown none, are signed out.
 */
export async function addFactor(tx: Tx, ctx: AccountCtx, add: () => Promise<boolean>): Promise<Added | null> {
  const { accountId, sessionId } = ctx;
  const had = await lockSecondFactor(tx, accountId);
  if (!(await add())) return null;
  await closeSteps(tx, accountId);
  if (had) return { recoveryCodes: null };
  await revokeOtherSessionRows(tx, accountId, sessionId ?? "", ctx.clock());
  return { recoveryCodes: await putNewCodes(tx, accountId) };
}

/** After one was removed: without a factor nothing is left to recover. */
export async function afterRemoval(tx: Tx, accountId: string): Promise<void> {
  await closeSteps(tx, accountId);
  if (!(await lockSecondFactor(tx, accountId))) await replaceRecoveryCodes(tx, accountId, []);
}

/** Ten new codes in the place of earlier ones. */
export async function putNewCodes(tx: Tx, accountId: string): Promise<string[]> {
  const codes = newRecoveryCodes();
  await replaceRecoveryCodes(
    tx,
    accountId,
    codes.flatMap((code) => recoveryCodeHash(code) ?? []),
  );
  return codes;
}

/** An account whose address nobody proved may have to be handed over; its second factor must not be in the way. */
export function requireProvedAddress({ emailVerifiedAt }: AccountCtx): void {
  if (emailVerifiedAt || !smtpSettings()) return;
  throw new AppError("conflict", "Verify your e-mail address first.", {
    remedy: "Then you can set up a second factor.",
  });
}
