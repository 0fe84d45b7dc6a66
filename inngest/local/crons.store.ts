import { sql } from "drizzle-orm";
import type { Db } from "@/lib/db/client";
import { type NewRun, notify, startRuns } from "@/lib/jobs/local/inbox.store";

type StoredCron = { id: string; nextAt: string };

/** Adds the schedules that are new, with their first time, and forgets those that no function has now. */
export async function keepCrons(db: Db, crons: readonly { id: string; nextAt: Date }[]): Promise<void> {
  await db.execute(sql`
    with kept as (
      insert into job_crons (id, next_at)
      select c.id, c."nextAt" from jsonb_to_recordset(${JSON.stringify(crons)}::jsonb) as c (id text, "nextAt" timestamptz)
      on conflict (id) do nothing
    )
    delete from job_crons where id <> all(${sql.param(crons.map(({ id }) => id))}::text[])`);
}

/** The schedules that are due. */
export async function listDueCrons(db: Db, now: Date): Promise<StoredCron[]> {
  const rows = await db.execute<StoredCron>(
    sql`select id, next_at as "nextAt" from job_crons where next_at <= ${now.toISOString()}`,
  );
  return [...rows];
}

/** Starts a schedule's run and moves it on, in one statement; nothing if another worker was first. */
export async function fireCron(db: Db, cron: StoredCron, nextAt: Date, run: NewRun): Promise<void> {
  await db.execute(sql`
    with due as (
      update job_crons set next_at = ${nextAt.toISOString()}
      where id = ${cron.id} and next_at = ${cron.nextAt} returning id
    ), ${startRuns("due", [run])}
    select ${notify} from (select count(*) from due) as done`);
}
