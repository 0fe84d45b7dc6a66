import { eq, sql } from "drizzle-orm";
import { accounts, emailChanges } from "@/drizzle/schema";
import type { Tx } from "@/lib/db/client";

export async function updateName(tx: Tx, accountId: string, name: string): Promise<void> {
  await tx.update(accounts).set({ name }).where(eq(accounts.id, accountId));
}

/** Breaks `accounts_email_key` when the address is another account's. */
export async function updateEmail(tx: Tx, accountId: string, email: string, now: Date): Promise<void> {
  await tx.update(accounts).set({ email, emailVerifiedAt: now }).where(eq(accounts.id, accountId));
}

/** In the place of an earlier one, whose links are useless with that. */
export async function putEmailChange(tx: Tx, row: typeof emailChanges.$inferInsert): Promise<void> {
  const set = { ...row, fromProvedAt: row.fromProvedAt ?? null, toProvedAt: null };
  await tx.insert(emailChanges).values(row).onConflictDoUpdate({ target: emailChanges.accountId, set });
}

export async function noteProved(
  tx: Tx,
  accountId: string,
  { side, now }: { side: "from" | "to"; now: Date },
): Promise<void> {
  const set = side === "from" ? { fromProvedAt: now } : { toProvedAt: now };
  await tx.update(emailChanges).set(set).where(eq(emailChanges.accountId, accountId));
}

/** Says whether there was one. */
export async function deleteEmailChange(tx: Tx, accountId: string): Promise<boolean> {
  const rows = await tx
    .delete(emailChanges)
    .where(eq(emailChanges.accountId, accountId))
    .returning({ accountId: emailChanges.accountId });
  return rows.length > 0;
}

/** Whether an address has an account. */
export async function hasAccount(tx: Tx, email: string): Promise<boolean> {
  const rows = await tx.execute(sql`select id from system_find_login(${email}::text)`);
  return rows.length > 0;
}
