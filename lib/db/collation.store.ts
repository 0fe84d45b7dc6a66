import { type SQL, sql } from "drizzle-orm";
import type { Tx } from "@/lib/db/client";
import type { Locale } from "@/lib/model/locale";

/**
 * `collate "sv-x-icu"`: the order of a language's alphabet, for after the name of a column. Nothing where PostgreSQL was built
 * without ICU, which then sorts as the database does.
 */
export async function inOrderOf(tx: Tx, locale: Locale): Promise<SQL> {
  const name = `"${locale}-x-icu"`;
  const [row] = await tx.execute<{ known: boolean }>(
    sql`select to_regcollation(${name}) is not null as known`,
  );
  return row?.known ? sql.raw(`collate ${name}`) : sql``;
}
