import { and, eq, gt, isNotNull, isNull, lt, sql } from "drizzle-orm";
import { accountPasskeys, accountRecoveryCodes, accounts, accountTotp, emailChanges } from "@/drizzle/schema";
import type { Tx } from "@/lib/db/client";

/** Puts the secret of an app that is being set up in the place of an earlier attempt. False when one is set up already. */
export async function putTotp(tx: Tx, accountId: string, secretSealed: string): Promise<boolean> {
  const rows = await tx
    .insert(accountTotp)
    .values({ accountId, secretSealed })
    .onConflictDoUpdate({
      target: accountTotp.accountId,
      set: { secretSealed, lastStep: 0, createdAt: sql`now()` },
      setWhere: isNull(accountTotp.confirmedAt),
    })
    .returning({ accountId: accountTotp.accountId });
  return rows.length > 0;
}

export async function selectTotp(tx: Tx, accountId: string) {
  const { secretSealed, confirmedAt, lastStep } = accountTotp;
  const [row] = await tx
    .select({ secretSealed, confirmedAt, lastStep })
    .from(accountTotp)
    .where(eq(accountTotp.accountId, accountId));
  return row ?? null;
}

/** Notes that the code of a step was used. Of any number of concurrent uses exactly one gets true. */
export async function takeTotpStep(tx: Tx, accountId: string, step: number): Promise<boolean> {
  const rows = await tx
    .update(accountTotp)
    .set({ lastStep: step })
    .where(and(eq(accountTotp.accountId, accountId), lt(accountTotp.lastStep, step)))
    .returning({ accountId: accountTotp.accountId });
  return rows.length > 0;
}

/** False when it was set up already. */
export async function setTotpConfirmed(tx: Tx, accountId: string, now: Date): Promise<boolean> {
  const rows = await tx
    .update(accountTotp)
    .set({ confirmedAt: now })
    .where(and(eq(accountTotp.accountId, accountId), isNull(accountTotp.confirmedAt)))
    .returning({ accountId: accountTotp.accountId });
  return rows.length > 0;
}

/** Says whether there was one. */
export async function deleteTotp(tx: Tx, accountId: string): Promise<boolean> {
  const rows = await tx
    .delete(accountTotp)
    .where(and(eq(accountTotp.accountId, accountId), isNotNull(accountTotp.confirmedAt)))
    .returning({ accountId: accountTotp.accountId });
  return rows.length > 0;
}

/** Puts new recovery codes in the place of all earlier ones. */
export async function replaceRecoveryCodes(
  tx: Tx,
  accountId: string,
  codeHashes: readonly string[],
): Promise<void> {
  await tx.delete(accountRecoveryCodes).where(eq(accountRecoveryCodes.accountId, accountId));
  if (codeHashes.length === 0) return;
  await tx.insert(accountRecoveryCodes).values(codeHashes.map((codeHash) => ({ accountId, codeHash })));
}

/** Uses a recovery code. Of any number of concurrent uses exactly one gets true. */
export async function takeRecoveryCode(
  tx: Tx,
  accountId: string,
  { codeHash, now }: { codeHash: string; now: Date },
): Promise<boolean> {
  const rows = await tx
    .update(accountRecoveryCodes)
    .set({ usedAt: now })
    .where(
      and(
        eq(accountRecoveryCodes.accountId, accountId),
        eq(accountRecoveryCodes.codeHash, codeHash),
        isNull(accountRecoveryCodes.usedAt),
      ),
    )
    .returning({ codeHash: accountRecoveryCodes.codeHash });
  return rows.length > 0;
}

/** How many recovery codes still work. */
export async function countRecoveryCodes(tx: Tx, accountId: string): Promise<number> {
  return tx.$count(
    accountRecoveryCodes,
    and(eq(accountRecoveryCodes.accountId, accountId), isNull(accountRecoveryCodes.usedAt)),
  );
}

/** Since when the account has a second factor, locked until the transaction ends. */
export async function lockSecondFactor(tx: Tx, accountId: string): Promise<Date | null> {
  const [row] = await tx
    .select({ since: accounts.secondFactorAt })
    .from(accounts)
    .where(eq(accounts.id, accountId))
    .for("update");
  return row?.since ?? null;
}

/** Takes everything off an account that opens it beside its password, and closes halves of sign-ins. */
export async function dropFactors(tx: Tx, accountId: string): Promise<void> {
  await tx.delete(accountTotp).where(eq(accountTotp.accountId, accountId));
  await tx.delete(accountPasskeys).where(eq(accountPasskeys.accountId, accountId));
  await tx.delete(accountRecoveryCodes).where(eq(accountRecoveryCodes.accountId, accountId));
  await tx.delete(emailChanges).where(eq(emailChanges.accountId, accountId));
}

/** The address that the account is to get, while links for it are open. */
export async function selectEmailChange(tx: Tx, accountId: string, now: Date) {
  const { email, fromProvedAt, toProvedAt, fromTokenHash, toTokenHash, expiresAt } = emailChanges;
  const [row] = await tx
    .select({ email, fromProvedAt, toProvedAt, fromTokenHash, toTokenHash, expiresAt })
    .from(emailChanges)
    .where(and(eq(emailChanges.accountId, accountId), gt(emailChanges.expiresAt, now)))
    .for("update");
  return row ?? null;
}
