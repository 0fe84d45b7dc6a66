import { sql } from "drizzle-orm";
import type { Tx } from "@/lib/db/client";

/** Where an organization's address of earlier leads to; null for one that no organization had. */
export async function findMovedAddress(tx: Tx, slug: string): Promise<string | null> {
  const [row] = await tx.execute<{ slug: string | null }>(
    sql`select system_moved_address(${slug}::text) as slug`,
  );
  return row?.slug ?? null;
}
