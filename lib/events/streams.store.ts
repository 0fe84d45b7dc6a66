import { sql } from "drizzle-orm";
import type { Ctx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";
import { EVENT_GROUPS, type EventGroup } from "@/lib/model/event";

type Org = Pick<Ctx, "orgId">;

/** Whoever has not asked for events for so long is no poller any more, and nothing is kept for them. */
export const POLLING_DAYS = 14;

/** How many rows of the log are put in order at a time. */
const ORDERED_MAX = 2_000;

export type Stream = {
  lastPosition: number;
  wants: EventGroup[];
  withValues: boolean;
  polledAt: Date | null;
};

export async function selectStream(tx: Tx, { orgId }: Org): Promise<Stream | null> {
  const [row] = await tx.execute<Omit<Stream, "polledAt"> & { polledAt: string | null }>(sql`
    select last_position::float8 as "lastPosition", wants, with_values as "withValues", polled_at as "polledAt"
      from event_streams where org_id = ${orgId}`);
  return row ? { ...row, polledAt: row.polledAt ? new Date(row.polledAt) : null } : null;
}

/** Whether anyone wants events of the group: what would only be found out for them is found out then only. */
export async function isWanted(tx: Tx, { orgId }: Org, group: EventGroup): Promise<boolean> {
  const rows = await tx.execute(sql`
    select 1 from event_streams where org_id = ${orgId} and ${group}::text = any(wants)`);
  return rows.length > 0;
}

/** Makes sure that there is a stream, and notes that events were asked for through the API, if they were. */
export async function openStream(tx: Tx, { orgId }: Org, polledAt: Date | null): Promise<void> {
  const at = polledAt?.toISOString() ?? null;
  await tx.execute(sql`
    insert into event_streams (org_id, polled_at) values (${orgId}, ${at}::timestamptz)
    on conflict (org_id) do update set polled_at = coalesce(excluded.polled_at, event_streams.polled_at)`);
}

/** Wanted is what a webhook that is not switched off asks for, and everything while someone polls. */
export async function refreshWants(tx: Tx, { orgId }: Org, now: Date): Promise<void> {
  const since = new Date(now.getTime() - POLLING_DAYS * 86_400_000).toISOString();
  await tx.execute(sql`
    update event_streams s set wants = case when s.polled_at > ${since}::timestamptz
        then ${sql.param([...EVENT_GROUPS])}::text[] else array(
          select distinct split_part(t.type, '.', 1) from webhook_endpoints w, unnest(w.types) as t(type)
           where w.org_id = s.org_id and w.state <> 'disabled' order by 1) end
     where s.org_id = ${orgId}`);
}

export async function setWithValues(tx: Tx, { orgId }: Org, withValues: boolean): Promise<void> {
  await tx.execute(sql`update event_streams set with_values = ${withValues} where org_id = ${orgId}`);
}

/**
 * Gives the events of ended transactions their positions, in the order of writing. One does so at a time, and none sees the
 * next position before it is given: who reads behind a position misses nothing, however long a transaction takes.
 */
export async function orderFresh(tx: Tx, { orgId }: Org): Promise<void> {
  const fresh = sql`select from outgoing_events where org_id = ${orgId} and position is null`;
  const [fresher] = await tx.execute<{ found: boolean }>(sql`select exists (${fresh}) as found`);
  if (!fresher?.found) return;
  await tx.execute(sql`select from event_streams where org_id = ${orgId} for no key update`);
  for (;;) {
    // A statement of its own, so that it sees what others did until they let go of the stream.
    const [done] = await tx.execute<{ n: number }>(sql`
      with fresh as materialized (
        select id, size, sum(size) over (order by id) - size as behind from (
          select id, size from outgoing_events where org_id = ${orgId} and position is null
           order by id limit ${ORDERED_MAX}) as e
      ), moved as (
        update event_streams s set last_position = s.last_position + f.total
          from (select coalesce(sum(size), 0)::bigint as total from fresh) as f where s.org_id = ${orgId}
        returning s.last_position - f.total as start
      ), placed as (
        update outgoing_events e set position = m.start + f.behind + 1
          from fresh f, moved m where e.org_id = ${orgId} and e.id = f.id
        returning 1
      )
      select count(*)::int as n from placed`);
    if ((done?.n ?? 0) < ORDERED_MAX) return;
  }
}
