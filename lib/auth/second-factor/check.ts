import type { AuthenticationResponseJSON } from "@simplewebauthn/server";
import type { SignInStepPurpose } from "@/drizzle/schema/sign-in-steps";
import { notePasskeyUse, selectPasskey } from "@/lib/auth/passkeys/passkeys.store";
import { checkUsed } from "@/lib/auth/passkeys/web-authn";
import { selectTotp, takeRecoveryCode, takeTotpStep } from "@/lib/auth/second-factor/factors.store";
import { recoveryCodeHash } from "@/lib/auth/second-factor/recovery-codes";
import { openTotpSecret } from "@/lib/auth/second-factor/sealed";
import { totpStep } from "@/lib/auth/second-factor/totp";
import { takeStep } from "@/lib/auth/sign-in-steps.store";
import type { Tx } from "@/lib/db/client";

type Whose = { accountId: string; now: Date };

/** Whether a code of the account's authenticator app is right. It is used up by that, and so are older ones. */
export async function checkTotp(tx: Tx, code: string, { accountId, now }: Whose): Promise<boolean> {
  const totp = await selectTotp(tx, accountId);
  if (!totp?.confirmedAt) return false;
  const secret = openTotpSecret(accountId, totp.secretSealed);
  const step = totpStep(code, { secret, after: totp.lastStep, now });
  return step !== null && takeTotpStep(tx, accountId, step);
}

/** Whether a recovery code of the account is right. It is used up by that. */
export async function checkRecoveryCode(tx: Tx, code: string, { accountId, now }: Whose): Promise<boolean> {
  const codeHash = recoveryCodeHash(code);
  return codeHash !== null && takeRecoveryCode(tx, accountId, { codeHash, now });
}

type Asked = {
  /** Of the challenge that was sent. */
  keyHash: string;
  purpose: SignInStepPurpose;
  /** Its owner has to have unlocked it. */
  unlocked: boolean;
};

/** Whether a passkey of the account signed the challenge, which is used up by that. */
export async function checkPasskey(
  tx: Tx,
  response: AuthenticationResponseJSON,
  { accountId, now, keyHash, purpose, unlocked }: Whose & Asked,
): Promise<boolean> {
  const asked = await takeStep(tx, { keyHash, purpose, now });
  const passkey = await selectPasskey(tx, accountId, response.id);
  if (!asked?.challenge || !passkey) return false;
  if (asked.accountId && asked.accountId !== accountId) return false;
  const used = await checkUsed(response, { challenge: asked.challenge, passkey, unlocked });
  if (!used) return false;
  await notePasskeyUse(tx, { accountId, id: passkey.id, counter: used.counter, now });
  return true;
}
