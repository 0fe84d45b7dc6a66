import { sql } from "drizzle-orm";
import type { WorkspaceCtx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";
import { type HandTeam, type PastEvent, pastOf } from "@/lib/lists/past";
import type { Past } from "@/lib/lists/since";
import type { Subject } from "@/lib/rules/holds";

/** A user as they are and were. */
type Known = { subject: Subject; past: Past };

type UserRow = Subject & { id: number; createdAt: string };
type EventRow = PastEvent & { userId: number; at: string };
type HandRow = Omit<HandTeam, "at"> & { userId: number; at: string };

/** Users of the workspace with what runs and members did to them, as far as it is kept. */
export async function selectPasts(
  tx: Tx,
  ctx: WorkspaceCtx,
  userIds: readonly number[],
): Promise<Map<number, Known>> {
  const wanted = sql`${sql.param([...userIds])}::bigint[]`;
  const users = await tx.execute<UserRow>(sql`
    select id::float8 as id, email, first_name as "firstName", last_name as "lastName", mobile, fields, role,
           sync_id as "syncId", created_at as "createdAt" from users
     where org_id = ${ctx.orgId} and workspace_id = ${ctx.workspaceId} and id = any(${wanted})`);
  // What waited became real with the second part of its run.
  const changes = await tx.execute<EventRow>(sql`
    select c.user_id::float8 as "userId", 'run' as by, c.kind, c.before, c.unlinks, c.old_csv_id as "oldCsvId",
           case when c.status = 'waiting' then coalesce(r.finished_at, r.applied_at) else r.applied_at end as at,
           r.id as "runId", r.sync_id as "syncId", s.name as "syncName"
      from changes c
      join runs r on r.org_id = c.org_id and r.workspace_id = c.workspace_id and r.id = c.run_id
      join syncs s on s.org_id = r.org_id and s.workspace_id = r.workspace_id and s.id = r.sync_id
     where c.org_id = ${ctx.orgId} and c.workspace_id = ${ctx.workspaceId} and c.user_id = any(${wanted})
       and c.status = any(r."real") order by at desc, c.id desc`);
  const edits = await tx.execute<EventRow>(sql`
    select user_id::float8 as "userId", 'member' as by, kind, before, at, actor_label as label,
           role_before as "roleBefore"
      from user_edits where org_id = ${ctx.orgId} and workspace_id = ${ctx.workspaceId} and user_id = any(${wanted})
     order by at desc, id desc`);
  const hands = await tx.execute<HandRow>(sql`
    select user_id::float8 as "userId", team_id::float8 as "teamId", role, added_by as by, created_at as at
      from team_members where org_id = ${ctx.orgId} and workspace_id = ${ctx.workspaceId} and user_id = any(${wanted})`);
  const events = byUser([...changes, ...edits].map((row) => ({ ...row, at: new Date(row.at) })));
  const given = byUser(hands.map((row) => ({ ...row, at: new Date(row.at) })));
  return new Map(
    users.map(({ id, createdAt, ...values }) => {
      const mine = given.get(id) ?? [];
      const of = (role: HandTeam["role"]) =>
        mine.filter((hand) => hand.role === role).map(({ teamId }) => teamId);
      const subject: Subject = { ...values, byHand: { member: of("member"), manager: of("manager") } };
      const past = pastOf(subject, new Date(createdAt), { events: events.get(id) ?? [], hands: mine });
      return [id, { subject, past }];
    }),
  );
}

/** When users were put on static lists, and by whom. */
export async function selectAdded(
  tx: Tx,
  ctx: WorkspaceCtx,
  { listIds, userIds }: { listIds: readonly number[]; userIds: readonly number[] },
): Promise<{ listId: number; userId: number; addedBy: string; addedAt: Date }[]> {
  const rows = await tx.execute<{ listId: number; userId: number; addedBy: string; addedAt: string }>(sql`
    select list_id::float8 as "listId", user_id::float8 as "userId", added_by as "addedBy", created_at as "addedAt"
      from user_list_members
     where org_id = ${ctx.orgId} and workspace_id = ${ctx.workspaceId}
       and list_id = any(${sql.param([...listIds])}::bigint[]) and user_id = any(${sql.param([...userIds])}::bigint[])`);
  return rows.map((row) => ({ ...row, addedAt: new Date(row.addedAt) }));
}

function byUser<T extends { userId: number }>(rows: readonly T[]): Map<number, T[]> {
  const map = new Map<number, T[]>();
  for (const row of rows) {
    const mine = map.get(row.userId);
    if (mine) mine.push(row);
    else map.set(row.userId, [row]);
  }
  return map;
}
