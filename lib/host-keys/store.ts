import { eq } from "drizzle-orm";
import { dropHostKeys } from "@/drizzle/schema/drop-host-keys";
import type { Db } from "@/lib/db/client";

type StoredHostKey = { type: string; publicKey: string; privateKeySealed: string };

export async function selectHostKeys(db: Db): Promise<StoredHostKey[]> {
  const { type, publicKey, privateKeySealed } = dropHostKeys;
  return db.select({ type, publicKey, privateKeySealed }).from(dropHostKeys).orderBy(type);
}

/** Of several processes that make a key at the same time, the first one's stays. */
export async function insertMissing(db: Db, key: StoredHostKey): Promise<void> {
  await db.insert(dropHostKeys).values(key).onConflictDoNothing();
}

export async function replaceSealed(db: Db, type: string, privateKeySealed: string): Promise<void> {
  await db.update(dropHostKeys).set({ privateKeySealed }).where(eq(dropHostKeys.type, type));
}
