import type { AuthenticationResponseJSON } from "@simplewebauthn/server";
import { noteConfirmed } from "@/lib/auth/confirm";
import { checkOwnPasskey } from "@/lib/auth/passkeys/own-passkeys";
import { selectPasskeys } from "@/lib/auth/passkeys/passkeys.store";
import { checkOwnCode, wrongCode } from "@/lib/auth/second-factor/authenticator";
import { selectTotp } from "@/lib/auth/second-factor/factors.store";
import { findPassword } from "@/lib/auth/store";
import type { AccountCtx } from "@/lib/context";
import { AppError } from "@/lib/errors";

/** How the signed-in person can show that it is them. */
export type ConfirmWays = { password: boolean; code: boolean; passkey: boolean };

export async function listConfirmWays(ctx: AccountCtx): Promise<ConfirmWays> {
  const { accountId, email } = ctx;
  return ctx.db.run(async (tx) => ({
    password: Boolean((await findPassword(tx, email))?.hash),
    code: Boolean((await selectTotp(tx, accountId))?.confirmedAt),
    passkey: (await selectPasskeys(tx, accountId)).length > 0,
  }));
}

/** As `confirmPassword`, with a code of the authenticator app. Throws `invalid_input` for a wrong one, `throttled`. */
export async function confirmByCode(ctx: AccountCtx, { code }: { code: string }): Promise<void> {
  if (!(await checkOwnCode(ctx, code))) throw wrongCode();
  await noteConfirmed(ctx);
}

/** As `confirmPassword`, with a passkey, after `startPasskeyConfirmation`. Throws `invalid_input`. */
export async function confirmByPasskey(
  ctx: AccountCtx,
  { response }: { response: AuthenticationResponseJSON },
): Promise<void> {
  if (!(await checkOwnPasskey(ctx, response)))
    throw new AppError("invalid_input", "The passkey was not accepted.", { remedy: "Try again." });
  await noteConfirmed(ctx);
}
