import { and, eq, sql } from "drizzle-orm";
import { syncs, users } from "@/drizzle/schema";
import type { UserRole, UserState } from "@/drizzle/schema/users";
import type { WorkspaceCtx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";
import { byId, inWorkspace } from "@/lib/db/scope";
import type { FieldValue } from "@/lib/model/field";
import type { Mapping } from "@/lib/model/mapping";

export type UserRow = typeof users.$inferSelect;
type NewUserRow = Omit<typeof users.$inferInsert, "orgId" | "workspaceId">;

export async function insertUser(tx: Tx, ctx: WorkspaceCtx, row: NewUserRow): Promise<number> {
  const [inserted] = await tx
    .insert(users)
    .values({ ...row, orgId: ctx.orgId, workspaceId: ctx.workspaceId })
    .returning({ id: users.id });
  return inserted?.id ?? 0;
}

/** The user, locked until the transaction ends. */
export async function lockUser(tx: Tx, ctx: WorkspaceCtx, id: number): Promise<UserRow | undefined> {
  const [row] = await tx
    .select()
    .from(users)
    .where(byId(users, ctx, id))
    .for("update");
  return row;
}

/** Those of the users that are active, in the order of their ids; `lock` keeps them as they are until the transaction ends. */
export async function selectActiveUsers(
  tx: Tx,
  ctx: WorkspaceCtx,
  { ids, lock }: { ids: readonly number[]; lock: boolean },
): Promise<UserRow[]> {
  const query = tx
    .select()
    .from(users)
    .where(
      and(
        inWorkspace(users, ctx),
        eq(users.state, "active"),
        sql`${users.id} = any(${`{${ids.join(",")}}`}::bigint[])`,
      ),
    )
    .orderBy(users.id);
  return lock ? query.for("update") : query;
}

/** Those of the users that are removed, locked until the transaction ends. */
export async function selectRemovedUsers(
  tx: Tx,
  ctx: WorkspaceCtx,
  ids: readonly number[],
): Promise<UserRow[]> {
  return tx
    .select()
    .from(users)
    .where(
      and(
        inWorkspace(users, ctx),
        eq(users.state, "removed"),
        sql`${users.id} = any(${`{${ids.join(",")}}`}::bigint[])`,
      ),
    )
    .orderBy(users.id)
    .for("update");
}

/** Writes to a user and raises its version, so that no stored plan writes over it. */
export async function setUser(
  tx: Tx,
  ctx: WorkspaceCtx,
  id: number,
  set: Partial<NewUserRow>,
): Promise<void> {
  await tx
    .update(users)
    .set({ ...set, version: sql`${users.version} + 1`, updatedAt: ctx.clock() })
    .where(byId(users, ctx, id));
}

/** Makes the sync's next run read its file, even with the same bytes. */
export async function forgetPlanKey(tx: Tx, ctx: WorkspaceCtx, syncId: string): Promise<void> {
  await tx
    .update(syncs)
    .set({ baseline: sql`${syncs.baseline} || '{"planKey": null}'` })
    .where(byId(syncs, ctx, syncId));
}

/** A workspace, of a member or of one of its users at the portal. */
type Place = Pick<WorkspaceCtx, "orgId" | "workspaceId">;

export type DetailRow = {
  id: number;
  email: string;
  firstName: string;
  lastName: string;
  mobile: string;
  role: UserRole;
  state: UserState;
  fields: Record<string, FieldValue>;
  version: number;
  editedSinceSync: boolean;
  externalId: string | null;
  removedAt: string | null;
  createdAt: string;
  updatedAt: string;
  lastRunId: string | null;
  lastRunAt: string | null;
  lastRunFile: string | null;
  lastRow: number | null;
  sync: { id: string; name: string; mapping: Mapping; headers: string[] } | null;
};

/** A user with the sync that owns them and the run that wrote to them last. */
export async function selectUserDetail(tx: Tx, ctx: Place, id: number): Promise<DetailRow | undefined> {
  const [row] = await tx.execute<DetailRow>(sql`
    select u.id::float8 as id, u.email, u.first_name as "firstName", u.last_name as "lastName", u.mobile, u.role,
           u.state, u.fields, u.version, u.edited_since_sync as "editedSinceSync", u.external_id as "externalId", u.removed_at as "removedAt",
           u.created_at as "createdAt", u.updated_at as "updatedAt", r.id as "lastRunId",
           coalesce(r.applied_at, r.finished_at) as "lastRunAt", r.source->>'path' as "lastRunFile",
           (select c."row" from changes c where c.org_id = u.org_id and c.run_id = r.id and c.user_id = u.id
             limit 1) as "lastRow",
           case when s.id is not null then jsonb_build_object('id', s.id, 'name', s.name, 'mapping', s.mapping,
             'headers', coalesce(r.file->'headers', s.baseline->'headers', '[]')) end as sync
      from users u
      left join syncs s on s.org_id = u.org_id and s.workspace_id = u.workspace_id and s.id = u.sync_id
      left join runs r on r.org_id = u.org_id and r.workspace_id = u.workspace_id and r.id = u.last_run_id
     where u.org_id = ${ctx.orgId} and u.workspace_id = ${ctx.workspaceId} and u.id = ${id}`);
  return row;
}
