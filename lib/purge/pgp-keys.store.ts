import { sql } from "drizzle-orm";
import type { Db, Tx } from "@/lib/db/client";
import { tenantDb } from "@/lib/db/tenant";
import { type SecretRow, selectSecretPlaces } from "@/lib/secrets/store";

const BATCH = 200;
const FIRST = "00000000-0000-0000-0000-000000000000";

/** Deletes replaced PGP keys of all Remote Sources whose time is over at `now`. Gives how many sources had one. */
export async function deleteOldPgpKeys(db: Db, now: Date): Promise<number> {
  let sources = 0;
  for (let after = FIRST; ; ) {
    const places = await selectSecretPlaces(db, after, BATCH);
    for (const place of places) {
      sources += await tenantDb(db, { orgId: place.orgId }).run((tx) => deleteOf(tx, place, now));
    }
    const last = places.at(-1);
    if (!last) return sources;
    after = last.id;
  }
}

async function deleteOf(tx: Tx, { orgId, id }: SecretRow, now: Date): Promise<number> {
  const at = now.toISOString();
  const rows = await tx.execute(sql`
    update remote_sources set pgp = jsonb_set(pgp, '{own}', (
      select coalesce(jsonb_agg(key order by position), '[]'::jsonb)
      from jsonb_array_elements(pgp -> 'own') with ordinality as each (key, position)
      where key ->> 'opensUntil' is null or key ->> 'opensUntil' > ${at}))
    where org_id = ${orgId} and id = ${id}
      and exists (select from jsonb_array_elements(pgp -> 'own') key where key ->> 'opensUntil' <= ${at})`);
  return rows.count;
}
