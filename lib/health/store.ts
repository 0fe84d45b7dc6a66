import { sql } from "drizzle-orm";
import { heartbeats } from "@/drizzle/schema/heartbeats";
import { db } from "@/lib/db/client";

/** How long ago the process `name` was seen, by the database's clock; null if it never was. */
export async function secondsSince(name: string): Promise<number | null> {
  const [row] = await db()
    .select({ seconds: sql<number>`extract(epoch from clock_timestamp() - ${heartbeats.at})::float8` })
    .from(heartbeats)
    .where(sql`${heartbeats.name} = ${name}`);
  return row?.seconds ?? null;
}

/**
 * How long the oldest call of the local executor has been due, in seconds; null if none is. `starving`: of those whose
 * tenant has nothing running in that lane. A long queue of one customer is not a fault, one that does not move is.
 */
export async function oldestDue(): Promise<{ oldest: number | null; starving: number | null }> {
  const [row] = await db().execute<{ oldest: number | null; starving: number | null }>(sql`
    with due as (
      select tenant, lane, extract(epoch from clock_timestamp() - due_at)::float8 as age from job_calls
      where due_at <= clock_timestamp() and (leased_until is null or leased_until < clock_timestamp())
    )
    select max(age) as oldest, max(age) filter (where not exists (
      select from job_calls r where r.leased_until >= clock_timestamp() and r.lane = due.lane and r.tenant = due.tenant
    )) as starving from due`);
  return row ?? { oldest: null, starving: null };
}
