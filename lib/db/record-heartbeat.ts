import { sql } from "drizzle-orm";
import type { Db } from "@/lib/db/client";

/** Says that the process called `name` is alive now, by the database's clock. */
export async function recordHeartbeat(db: Db, name: string): Promise<void> {
  await db.execute(sql`
    insert into heartbeats (name, at) values (${name}, clock_timestamp())
    on conflict (name) do update set at = excluded.at`);
}
