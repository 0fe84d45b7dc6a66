import { sql } from "drizzle-orm";
import { sharedKeys } from "@/drizzle/schema/shared-keys";
import { type Db, openDb, type Tx } from "@/lib/db/client";

/** `isFirst`: of a ring, the key that new secrets are encrypted with. */
export type KeyPrint = { name: string; fingerprint: string; isFirst: boolean };

/** Works on the fingerprints of an installation, one process at a time. */
export async function withSharedKeys<T>(appUrl: string, work: (tx: Tx) => Promise<T>): Promise<T> {
  const db: Db = openDb(appUrl, { max: 1, name: "rollcall-keys" });
  try {
    return await db.transaction(async (tx) => {
      await tx.execute(sql`select pg_advisory_xact_lock(hashtext('rollcall shared keys'))`);
      return work(tx);
    });
  } finally {
    await db.$client.end({ timeout: 5 });
  }
}

/** What is stored; `isFirst` for the key that was last the first one. */
export async function readSharedKeys(tx: Tx): Promise<KeyPrint[]> {
  const isFirst = sql<boolean>`coalesce(${sharedKeys.firstAt} = max(${sharedKeys.firstAt}) over (), false)`;
  return tx.select({ name: sharedKeys.name, fingerprint: sharedKeys.fingerprint, isFirst }).from(sharedKeys);
}

export async function writeSharedKeys(tx: Tx, prints: readonly KeyPrint[]): Promise<void> {
  for (const { name, fingerprint, isFirst } of prints) {
    const firstAt = isFirst ? sql`clock_timestamp()` : null;
    await tx
      .insert(sharedKeys)
      .values({ name, fingerprint, firstAt })
      .onConflictDoUpdate({
        target: sharedKeys.name,
        set: { fingerprint, ...(isFirst ? { firstAt } : {}) },
      });
  }
}

export async function forgetSharedKeys(tx: Tx): Promise<void> {
  await tx.delete(sharedKeys);
}
