import { sql } from "drizzle-orm";
import type { Db } from "@/lib/db/client";

/** A piece of work, and the process that is at it. */
export type WorkOf = { key: string; worker: string };

/** Takes a piece of work for so long; false while another process is at it. */
export async function takeWork(db: Db, { key, worker }: WorkOf, leaseMs: number): Promise<boolean> {
  const rows = await db.execute(sql`
    insert into job_works as w (key, worker, until)
    values (${key}, ${worker}, clock_timestamp() + ${leaseMs} * interval '1 millisecond')
    on conflict (key) do update set worker = excluded.worker, until = excluded.until
    where w.until < clock_timestamp()
    returning w.key`);
  return rows.length > 0;
}

/** Says that the process is still at it, unless another one has taken it since. */
export async function keepWork(db: Db, { key, worker }: WorkOf, leaseMs: number): Promise<void> {
  await db.execute(sql`
    update job_works set until = clock_timestamp() + ${leaseMs} * interval '1 millisecond'
    where key = ${key} and worker = ${worker}`);
}

export async function endWork(db: Db, { key, worker }: WorkOf): Promise<void> {
  await db.execute(sql`delete from job_works where key = ${key} and worker = ${worker}`);
}

/** Deletes what processes that died have left. */
export async function deleteEndedWorks(db: Db, before: Date): Promise<void> {
  await db.execute(sql`delete from job_works where until < ${before.toISOString()}::timestamptz`);
}
