import { type SQL, sql } from "drizzle-orm";
import type { Ctx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";
import { NIGHTS, type NightFacts } from "@/lib/overview/nights";

export type NightRow = NightFacts & {
  syncId: string;
  /** How many days before today, by the clock of the sync. */
  ago: number;
  /** As `yyyy-MM-dd`. */
  day: string;
  /** The run that the state of the night is of: one that is under way or waits, else the last that ended by itself. */
  lastRunId: string;
  appliedRunId: string | null;
  created: number;
  updated: number;
  removed: number;
  failure: string | null;
};

const DECISIVE = sql`('succeeded', 'succeeded_with_issues', 'no_change', 'failed')`;

/** Real once, and not undone since. */
const STANDS = sql`r.applied_at is not null and r.state <> 'undone'`;

/** The nights of some syncs that have runs, each sync by its index of runs. Previews that nobody applied are left out. */
export async function selectNights(tx: Tx, ctx: Ctx, syncIds: readonly string[]): Promise<NightRow[]> {
  const changed = (...names: string[]): SQL =>
    sql`coalesce(sum(${sql.join(
      names.map((name) => sql`(r.counts ->> ${name}::text)::bigint`),
      sql` + `,
    )}) filter (where ${STANDS}), 0)::float8`;
  const rows = await tx.execute<NightRow>(sql`
    select s.id as "syncId", a.today - r.day as ago, r.day::text as day, count(*)::int as runs,
           bool_or(r.state in ('queued', 'running')) as "hasOpen", bool_or(r.state = 'held') as "hasPending",
           bool_or(${STANDS} and r.state <> 'no_change') as "hasApplied", bool_or(r.state = 'undone') as "hasUndone",
           bool_or(r.state = 'succeeded_with_issues') as "hasIssues",
           (array_agg(case r.state when 'no_change' then 'same' when 'failed' then
               case r.failure ->> 'code' when 'file_waiting' then 'waiting' else 'failed' end else 'applied' end
             order by r.created_at desc) filter (where r.state in ${DECISIVE}))[1] as last,
           (array_agg(r.id order by case when r.state in ('queued', 'running', 'held') then 0
             when r.state in ${DECISIVE} then 1 else 2 end, r.created_at desc))[1] as "lastRunId",
           (array_agg(r.id order by r.created_at desc) filter (where ${STANDS} and r.state <> 'no_change'))[1] as "appliedRunId",
           ${changed("created", "restored")} as created, ${changed("updated")} as updated, ${changed("removed")} as removed,
           (array_agg(r.failure ->> 'message' order by r.created_at desc) filter (where r.state = 'failed'))[1] as failure
      from syncs s
     cross join lateral (select (${now(ctx)} at time zone s.time_zone)::date as today) as a
     cross join lateral (
       select r.*, (r.created_at at time zone s.time_zone)::date as day from runs r
        where r.org_id = s.org_id and r.sync_id = s.id and r.created_at > ${now(ctx)} - make_interval(days => ${NIGHTS + 1})
          and (r.applied_at is not null or r.intent = 'apply' and r.undoes is null)
     ) as r
     where s.org_id = ${ctx.orgId} and s.id = any(${sql.param([...syncIds])}::text[])
       and r.day > a.today - ${NIGHTS}::int
     group by s.id, a.today, r.day order by s.id, r.day desc`);
  return [...rows];
}

/** `today`: as `yyyy-MM-dd`, by the clock of the sync. */
type LateRow = { syncId: string; fromAgo: number; toAgo: number; today: string };

/** When files of some syncs were late, in days before today by the clock of the sync. */
export async function selectLateTimes(tx: Tx, ctx: Ctx, syncIds: readonly string[]): Promise<LateRow[]> {
  const day = (at: SQL): SQL => sql`(${at} at time zone s.time_zone)::date`;
  const rows = await tx.execute<LateRow>(sql`
    select s.id as "syncId", least(${day(now(ctx))} - ${day(sql`c.since`)}, ${NIGHTS}) as "fromAgo",
           ${day(now(ctx))}::text as today,
           ${day(now(ctx))} - ${day(sql`coalesce(c.cleared_at, ${now(ctx)})`)} as "toAgo"
      from syncs s join sync_conditions c on c.org_id = s.org_id and c.workspace_id = s.workspace_id and c.sync_id = s.id
     where s.org_id = ${ctx.orgId} and s.id = any(${sql.param([...syncIds])}::text[]) and c.kind = 'late'
       and coalesce(c.cleared_at, ${now(ctx)}) > ${now(ctx)} - make_interval(days => ${NIGHTS + 1})`);
  return [...rows];
}

function now(ctx: Ctx): SQL {
  return sql`${ctx.clock().toISOString()}::timestamptz`;
}
