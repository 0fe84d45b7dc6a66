import { type SQL, sql } from "drizzle-orm";
import type { WorkspaceCtx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";
import { MANAGES_FIELD, TEAMS_FIELD } from "@/lib/model/field";
import type { GuardTrip } from "@/lib/model/guard";
import type { RunLease } from "@/lib/model/run-ref";
import { guarded } from "@/lib/pipeline/persistence/plans.store";

const LED = keyOf(MANAGES_FIELD);
/** The teams led after and before a line. */
const AFTER = after(LED);
const BEFORE = before(LED);

/**
 * Gives the teams back that lines of the plan would take from those who lead them. A line that changes nothing else goes;
 * one that does loses its fingerprint, so that the next run looks closely. Gives how many lines went.
 */
export async function keepLedTeams(ctx: WorkspaceCtx, lease: RunLease): Promise<number> {
  const takes = sql`c.org_id = ${ctx.orgId} and c.workspace_id = ${ctx.workspaceId} and c.run_id = ${lease.runId}
    and c.kind in ('update', 'restore', 'relink') and not ${AFTER} @> ${BEFORE}`;
  return guarded(ctx, lease, async (tx) => {
    const gone = await tx.execute(sql`
      delete from changes c where ${takes} and c.kind = 'update' and ${BEFORE} @> ${AFTER}
        and c.fields - ${LED} = (c.before -> 'fields') - ${LED}
        and (c.email, c.first_name, c.last_name, c.mobile)
          = (c.before ->> 'email', c.before ->> 'firstName', c.before ->> 'lastName', c.before ->> 'mobile')`);
    await tx.execute(sql`
      update changes c set fingerprint = null, fields = c.fields || jsonb_build_object(${LED}, (
        select jsonb_agg(distinct team::bigint order by team::bigint) from jsonb_array_elements(${BEFORE} || ${AFTER}) as team))
      where ${takes}`);
    await keepLedOfMatches(tx, ctx, lease.runId);
    return gone.count;
  });
}

/** The same for what a new ID would make of the known user whom it may be, should someone say so. */
async function keepLedOfMatches(tx: Tx, ctx: WorkspaceCtx, runId: string): Promise<void> {
  const [was, is] = ["before", "asSame"].map(
    (side) => sql`coalesce(nullif(c.match #> array[${side}, 'fields', ${LED}], 'null'), '[]')`,
  );
  await tx.execute(sql`
    update changes c set fingerprint = null, match = jsonb_set(c.match, array['asSame', 'fields', ${LED}], (
      select jsonb_agg(distinct team::bigint order by team::bigint) from jsonb_array_elements(${was} || ${is}) as team))
    where c.org_id = ${ctx.orgId} and c.workspace_id = ${ctx.workspaceId} and c.run_id = ${runId}
      and c.match is not null and not ${is} @> ${was}`);
}

export type TeamLosses = { users: number; led: number; inTeams: number };

/** Updates that would take a team from its user: of all, those who lead it, and those who are in it. */
export async function countTeamLosses(ctx: WorkspaceCtx, runId: string): Promise<TeamLosses> {
  const loses = (key: SQL) => sql`count(*) filter (where not ${after(key)} @> ${before(key)})::int`;
  const rows = await ctx.db.run((tx) =>
    tx.execute<TeamLosses>(sql`
      select count(*)::int as users, ${loses(LED)} as led, ${loses(keyOf(TEAMS_FIELD))} as "inTeams" from changes c
       where c.org_id = ${ctx.orgId} and c.workspace_id = ${ctx.workspaceId} and c.run_id = ${runId} and c.takes_teams`),
  );
  return rows[0] ?? { users: 0, led: 0, inTeams: 0 };
}

/**
 * Holds back the removals, and the lines that take a team from someone, that the guards name. Lines that take an
 * address which only one of those frees are held back too.
 */
export async function holdLosses(
  ctx: WorkspaceCtx,
  lease: RunLease,
  guards: readonly Pick<GuardTrip, "holds">[],
): Promise<void> {
  const holds = (what: GuardTrip["holds"]) =>
    guards.some((trip) => trip.holds === what || trip.holds === "all_losses");
  await guarded(ctx, lease, (tx) =>
    tx.execute(sql`
      with recursive waits as (
        select csv_id from changes where org_id = ${ctx.orgId} and run_id = ${lease.runId}
          and ((kind = 'remove' and ${holds("removals")}) or (takes_teams and ${holds("team_losses")}))
        union
        select c.csv_id from changes c join waits w on c.depends_on = w.csv_id
        where c.org_id = ${ctx.orgId} and c.run_id = ${lease.runId}
      )
      update changes set status = 'waiting'
      where org_id = ${ctx.orgId} and run_id = ${lease.runId} and csv_id in (select csv_id from waits)`),
  );
}

function keyOf(fieldId: number): SQL {
  return sql.raw(`'${fieldId}'::text`);
}

function after(key: SQL): SQL {
  return sql`coalesce(nullif(c.fields -> ${key}, 'null'), '[]')`;
}

function before(key: SQL): SQL {
  return sql`coalesce(nullif(c.before -> 'fields' -> ${key}, 'null'), '[]')`;
}
