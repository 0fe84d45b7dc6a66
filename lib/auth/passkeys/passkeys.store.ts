import { and, asc, eq, sql } from "drizzle-orm";
import { accountPasskeys } from "@/drizzle/schema";
import type { Tx } from "@/lib/db/client";

export async function selectPasskeys(tx: Tx, accountId: string) {
  return tx
    .select()
    .from(accountPasskeys)
    .where(eq(accountPasskeys.accountId, accountId))
    .orderBy(asc(accountPasskeys.createdAt));
}

export async function selectPasskey(tx: Tx, accountId: string, id: string) {
  const [row] = await tx
    .select()
    .from(accountPasskeys)
    .where(and(eq(accountPasskeys.accountId, accountId), eq(accountPasskeys.id, id)));
  return row ?? null;
}

/** False when a passkey with this id is known already. */
export async function insertPasskey(tx: Tx, row: typeof accountPasskeys.$inferInsert): Promise<boolean> {
  const made = await tx
    .insert(accountPasskeys)
    .values(row)
    .onConflictDoNothing({ target: accountPasskeys.id })
    .returning({ id: accountPasskeys.id });
  return made.length > 0;
}

/** Its name; null when there was none. */
export async function deletePasskey(tx: Tx, accountId: string, id: string): Promise<string | null> {
  const [row] = await tx
    .delete(accountPasskeys)
    .where(and(eq(accountPasskeys.accountId, accountId), eq(accountPasskeys.id, id)))
    .returning({ name: accountPasskeys.name });
  return row?.name ?? null;
}

export async function notePasskeyUse(
  tx: Tx,
  { accountId, id, counter, now }: { accountId: string; id: string; counter: number; now: Date },
): Promise<void> {
  await tx
    .update(accountPasskeys)
    .set({ counter, lastUsedAt: now })
    .where(and(eq(accountPasskeys.accountId, accountId), eq(accountPasskeys.id, id)));
}

/** The account that a passkey is of; null for an unknown one. */
export async function findPasskeyAccount(tx: Tx, id: string): Promise<string | null> {
  const [row] = await tx.execute<{ accountId: string | null }>(
    sql`select system_find_passkey(${id}::text) as "accountId"`,
  );
  return row?.accountId ?? null;
}
