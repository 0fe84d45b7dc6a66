import { selectPasskeys } from "@/lib/auth/passkeys/passkeys.store";
import { countRecoveryCodes, selectTotp } from "@/lib/auth/second-factor/factors.store";
import { findPassword } from "@/lib/auth/store";
import type { AccountCtx } from "@/lib/context";

type Security = {
  hasPassword: boolean;
  /** Since when an authenticator app is set up; null for none. */
  authenticatorSince: Date | null;
  /** How many still work. */
  recoveryCodes: number;
  passkeys: { id: string; name: string; isSynced: boolean; createdAt: Date; lastUsedAt: Date | null }[];
};

/** How the signed-in person signs in. */
export async function getSecurity(ctx: AccountCtx): Promise<Security> {
  const { accountId, email } = ctx;
  return ctx.db.run(async (tx) => ({
    hasPassword: Boolean((await findPassword(tx, email))?.hash),
    authenticatorSince: (await selectTotp(tx, accountId))?.confirmedAt ?? null,
    recoveryCodes: await countRecoveryCodes(tx, accountId),
    passkeys: (await selectPasskeys(tx, accountId)).map(({ id, name, isSynced, createdAt, lastUsedAt }) => ({
      ...{ id, name, isSynced, createdAt, lastUsedAt },
    })),
  }));
}
