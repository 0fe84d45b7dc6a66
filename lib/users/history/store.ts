import { sql } from "drizzle-orm";
import { userEdits } from "@/drizzle/schema";
import type { UserEditKind } from "@/drizzle/schema/user-edits";
import type { UserRole } from "@/drizzle/schema/users";
import type { WorkspaceCtx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";
import type { ChangeKind, RunState, UserValues } from "@/lib/sync/types";

type Edit = {
  userId: number;
  kind: UserEditKind;
  before?: UserValues;
  after?: UserValues;
  roleBefore?: UserRole;
  roleAfter?: UserRole;
};

export type EditRow = Omit<Edit, "userId"> & { id: number; at: Date; actorLabel: string };
export type RunChangeRow = {
  id: number;
  at: Date;
  kind: ChangeKind;
  row: number | null;
  before: UserValues | null;
  after: UserValues | null;
  runId: string;
  runState: RunState;
  syncName: string;
  fileName: string | null;
};

/** Notes what the actor did to a user. */
export async function insertEdit(tx: Tx, ctx: WorkspaceCtx, edit: Edit): Promise<void> {
  const { orgId, workspaceId, actor } = ctx;
  await tx
    .insert(userEdits)
    .values({ ...edit, orgId, workspaceId, at: ctx.clock(), actorLabel: actor.label });
}

/** The newest edits by hand of a user. */
export async function selectEdits(
  tx: Tx,
  ctx: WorkspaceCtx,
  userId: number,
  limit: number,
): Promise<EditRow[]> {
  const rows = await tx.execute<EditRow & { at: string }>(sql`
    select id::float8 as id, at, kind, actor_label as "actorLabel", before, after,
           role_before as "roleBefore", role_after as "roleAfter"
      from user_edits
     where org_id = ${ctx.orgId} and workspace_id = ${ctx.workspaceId} and user_id = ${userId}
     order by id desc limit ${limit}`);
  return rows.map((row) => ({ ...row, at: new Date(row.at) }));
}

/**
 * The newest changes that runs made to a user. A change that created one carries no user id, because the user had none
 * when it was planned; it is found by the ID in the file.
 */
export async function selectRunChanges(
  tx: Tx,
  ctx: WorkspaceCtx,
  user: { id: number; externalId: string | null },
  limit: number,
): Promise<RunChangeRow[]> {
  const [syncId, csvId] = user.externalId ? split(user.externalId) : [null, null];
  const wanted = sql`select id from changes where org_id = ${ctx.orgId} and workspace_id = ${ctx.workspaceId}`;
  const rows = await tx.execute<RunChangeRow & { at: string }>(sql`
    select c.id::float8 as id, r.applied_at as at, c.kind, c."row", c.before, r.id as "runId", r.state as "runState",
           s.name as "syncName", r.source->>'path' as "fileName",
           case when c.kind <> 'remove' then jsonb_build_object('email', c.email, 'firstName', c.first_name,
             'lastName', c.last_name, 'mobile', c.mobile, 'fields', coalesce(c.fields, '{}')) end as after
      from changes c
      join runs r on r.org_id = c.org_id and r.workspace_id = c.workspace_id and r.id = c.run_id
      join syncs s on s.org_id = r.org_id and s.workspace_id = r.workspace_id and s.id = r.sync_id
     where c.id in (${wanted} and user_id = ${user.id}
                    union all ${wanted} and user_id is null and csv_id = ${csvId})
       and c.org_id = ${ctx.orgId} and c.status = any(r."real")
       and (c.user_id is not null or r.sync_id = ${syncId})
     order by r.applied_at desc, c.id desc limit ${limit}`);
  return rows.map((row) => ({ ...row, at: new Date(row.at) }));
}

/** `<Sync ID>#<ID in the file>`; the Sync ID never has a `#`. */
function split(externalId: string): [string, string] {
  const at = externalId.indexOf("#");
  return [externalId.slice(0, at), externalId.slice(at + 1)];
}
