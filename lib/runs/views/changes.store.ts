import { type SQL, sql } from "drizzle-orm";
import type { ChangeStatus } from "@/drizzle/schema/changes";
import type { WorkspaceCtx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";
import type { ChangeKind, MatchOn } from "@/lib/model/plan";
import type { ChangeCursor } from "@/lib/runs/views/change-cursor";
import type { ChangeItem, PlanTally } from "@/lib/runs/views/types";

export type ChangeFilter = {
  runId: string;
  /** None for every kind. */
  kinds: readonly ChangeKind[];
  /** Start of a name or an e-mail address, or a whole ID; "" for everyone. */
  search: string;
  /** Only lines of an undo that leave something as it is. */
  kept?: boolean;
  /** Only lines that take a team from someone. */
  takesTeams?: boolean;
  /** Only new IDs that may be known users. */
  matched?: boolean;
  /** Only lines of this standing. */
  status?: ChangeStatus | null;
};

/** Up to `limit` lines of a plan by kind and id, in that order even when read backwards. */
export async function selectChanges(
  tx: Tx,
  ctx: WorkspaceCtx,
  filter: ChangeFilter,
  { cursor, limit }: { cursor: ChangeCursor | null; limit: number },
): Promise<ChangeItem[]> {
  const direction = sql.raw(cursor?.side === "before" ? "desc" : "asc");
  return tx.execute<ChangeItem>(sql`
    select * from (
      select id::float8 as id, kind, status, user_id::float8 as "userId", csv_id as "csvId", "row", line, before,
             depends_on as "dependsOn", old_csv_id as "oldCsvId", unlinks, kept, ${MATCH} as match,
             case when kind <> 'remove' and status <> 'kept' then jsonb_build_object('email', email, 'firstName', first_name,
               'lastName', last_name, 'mobile', mobile, 'fields', coalesce(fields, '{}')) end as after
        from changes where ${matching(ctx, filter)} ${cursor ? beyond(cursor) : sql``}
       order by kind ${direction}, changes.id ${direction} limit ${limit}
    ) as page order by kind, id`);
}

export async function countChanges(tx: Tx, ctx: WorkspaceCtx, filter: ChangeFilter): Promise<number> {
  const [row] = await tx.execute<{ n: number }>(
    sql`select count(*)::float8 as n from changes where ${matching(ctx, filter)}`,
  );
  return row?.n ?? 0;
}

const MATCH = sql`case when match is not null then jsonb_build_object(
  'on', match->'on', 'isSame', is_same, 'csvId', match->'csvId', 'userId', match->'userId', 'removedAt', match->'removedAt',
  'email', match->'before'->'email', 'firstName', match->'before'->'firstName', 'lastName', match->'before'->'lastName',
  'syncName', (select s.name from syncs s where s.org_id = changes.org_id and s.workspace_id = changes.workspace_id
                and s.id = changes.match->>'syncId')) end`;

function matching(ctx: WorkspaceCtx, { runId, kinds, search, status, ...only }: ChangeFilter): SQL {
  const ofRun = sql`org_id = ${ctx.orgId} and workspace_id = ${ctx.workspaceId} and run_id = ${runId}`;
  const standing = status ? sql`${ofRun} and status = ${status}` : ofRun;
  const tenant = sql.join(
    [
      standing,
      ...(only.kept ? [sql`kept is not null`] : []),
      ...(only.takesTeams ? [sql`takes_teams`] : []),
      ...(only.matched ? [sql`match is not null`] : []),
    ],
    sql` and `,
  );
  const ofKinds = kinds.length > 0 ? sql` and kind = any(${sql.param([...kinds])}::text[])` : sql``;
  if (search === "") return sql`${tenant}${ofKinds}`;
  const starts = (text: SQL) => sql`starts_with(lower(${text}), lower(${search}::text))`;
  return sql`${tenant}${ofKinds} and (csv_id = ${search} or ${starts(sql`coalesce(email, before->>'email')`)}
    or ${starts(sql`coalesce(last_name, before->>'lastName')`)}
    or ${starts(sql`coalesce(first_name, before->>'firstName')`)}
    or ${starts(sql`coalesce(first_name, before->>'firstName') || ' ' || coalesce(last_name, before->>'lastName')`)})`;
}

function beyond({ side, kind, id }: ChangeCursor): SQL {
  const compare = sql.raw(side === "after" ? ">" : "<");
  return sql`and (kind, changes.id) ${compare} (${kind}::text, ${id}::bigint)`;
}

export type MatchTally = { on: MatchOn; isSame: boolean; count: number };

/** The new IDs of a plan that may be known users: how many by what, and by the choice so far. */
export async function selectMatchTally(
  tx: Tx,
  ctx: WorkspaceCtx,
  runId: string,
): Promise<readonly MatchTally[]> {
  return tx.execute<MatchTally>(sql`
    select match->>'on' as "on", is_same as "isSame", count(*)::float8 as count from changes
    where org_id = ${ctx.orgId} and workspace_id = ${ctx.workspaceId} and run_id = ${runId} and match is not null
    group by 1, 2`);
}

/** The lines of a plan, counted by kind and standing. */
export async function selectTally(tx: Tx, ctx: WorkspaceCtx, runId: string): Promise<PlanTally> {
  return tx.execute<PlanTally[number]>(sql`
    select kind, status, count(*)::float8 as count, (count(*) filter (where takes_teams))::float8 as "teamLosses" from changes
     where org_id = ${ctx.orgId} and workspace_id = ${ctx.workspaceId} and run_id = ${runId}
     group by kind, status`);
}
