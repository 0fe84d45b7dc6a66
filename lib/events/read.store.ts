import { type SQL, sql } from "drizzle-orm";
import type { EventLines } from "@/drizzle/schema/outgoing-events";
import type { Ctx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";
import { EVENTS_A_BATCH, type EventType } from "@/lib/model/event";
import type { UserValues } from "@/lib/model/user";

type Org = Pick<Ctx, "orgId">;

export type EventRow = {
  position: number;
  size: number;
  type: EventType;
  at: string;
  workspaceId: string | null;
  data: Record<string, unknown>;
  subjects: number[] | null;
  lines: number[] | null;
  linesIn: EventLines | null;
};

/** Rows with events behind a position, up to and including another, in order: no more rows than hold `limit` events. */
export async function selectEventRows(
  tx: Tx,
  { orgId }: Org,
  {
    after,
    upTo,
    limit,
    types,
  }: { after: number; upTo: number; limit: number; types: readonly EventType[] | null },
): Promise<EventRow[]> {
  const wanted = types ? sql`and type = any(${sql.param([...types])}::text[])` : sql``;
  // A row holds at most so many events, so that one with its first event further back holds none behind `after`.
  const rows = await tx.execute<EventRow>(sql`
    with page as (
      select id, sum(least(size, position + size - 1 - ${after})) over (order by position) - size as behind from (
        select id, position, size from outgoing_events
         where org_id = ${orgId} and position > ${after - EVENTS_A_BATCH}::bigint and position <= ${upTo}::bigint
           and position + size - 1 > ${after}::bigint ${wanted}
         order by position limit ${limit}) as e
    )
    select e.position::float8 as position, e.size, e.type, e.at, e.workspace_id as "workspaceId", e.data,
           e.subjects::float8[] as subjects, e.lines::float8[] as lines, e.lines_in as "linesIn"
      from page p join outgoing_events e on e.org_id = ${orgId} and e.id = p.id
     where p.behind < ${limit} order by e.position`);
  return [...rows];
}

/** The position of the oldest event that is kept; null for none. */
export async function selectOldest(tx: Tx, { orgId }: Org): Promise<number | null> {
  const [row] = await tx.execute<{ position: number | null }>(sql`
    select min(position)::float8 as position from outgoing_events where org_id = ${orgId}`);
  return row?.position ?? null;
}

/** What became of a user. `before` is null for one who was not there, `after` for one who is not any more. `also`: what changed beside values. */
export type LineRow = {
  id: number;
  before: UserValues | null;
  after: UserValues | null;
  also: string[];
};

export async function selectLines(
  tx: Tx,
  { orgId }: Org,
  from: EventLines,
  ids: readonly number[],
): Promise<Map<number, LineRow>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.execute<LineRow>(sql`
    ${LINES[from]} where org_id = ${orgId} and id = any(${sql.param([...ids])}::bigint[])`);
  return new Map(rows.map((row) => [row.id, row]));
}

const LINES: Readonly<Record<EventLines, SQL>> = {
  changes: sql`
    select id::float8 as id, before,
           case when kind = 'relink' then array['externalId'] else '{}'::text[] end as also,
           case when kind <> 'remove' then jsonb_build_object('email', email, 'firstName', first_name,
             'lastName', last_name, 'mobile', mobile, 'fields', fields) end as after
      from changes`,
  user_edits: sql`
    select id::float8 as id, before, after,
           case when role_before <> role_after then array['role'] else '{}'::text[] end as also
      from user_edits`,
};

type Label = { id: number; label: string };

/** What the fields of all workspaces of the organization are called, and their options and teams. */
export async function selectFieldLabels(tx: Tx, { orgId }: Org, ids: readonly number[]): Promise<Label[]> {
  const rows = await tx.execute<Label>(sql`
    select id::float8 as id, label from profile_fields
     where org_id = ${orgId} and id = any(${sql.param([...ids])}::bigint[])`);
  return [...rows];
}

export async function selectOptionLabels(tx: Tx, { orgId }: Org, ids: readonly number[]): Promise<Label[]> {
  const rows = await tx.execute<Label>(sql`
    select id::float8 as id, label from profile_field_options
     where org_id = ${orgId} and id = any(${sql.param([...ids])}::bigint[])`);
  return [...rows];
}

export async function selectTeamLabels(tx: Tx, { orgId }: Org, ids: readonly number[]): Promise<Label[]> {
  const rows = await tx.execute<Label>(sql`
    select id::float8 as id, name as label from teams
     where org_id = ${orgId} and id = any(${sql.param([...ids])}::bigint[])`);
  return [...rows];
}
