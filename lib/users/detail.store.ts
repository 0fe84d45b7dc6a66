import { sql } from "drizzle-orm";
import type { UserRole, UserState } from "@/drizzle/schema/users";
import type { WorkspaceCtx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";
import type { FieldValue } from "@/lib/model/field";
import type { Mapping } from "@/lib/model/mapping";

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
  drifted: boolean;
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
export async function selectUserDetail(
  tx: Tx,
  ctx: WorkspaceCtx,
  id: number,
): Promise<DetailRow | undefined> {
  const [row] = await tx.execute<DetailRow>(sql`
    select u.id::float8 as id, u.email, u.first_name as "firstName", u.last_name as "lastName", u.mobile, u.role,
           u.state, u.fields, u.version, u.drifted, u.external_id as "externalId", u.removed_at as "removedAt",
           u.created_at as "createdAt", u.updated_at as "updatedAt", r.id as "lastRunId",
           coalesce(r.applied_at, r.finished_at) as "lastRunAt", r.source->>'path' as "lastRunFile",
           (select c."row" from changes c where c.org_id = u.org_id and c.run_id = r.id and c.user_id = u.id
             limit 1) as "lastRow",
           case when s.id is not null then jsonb_build_object('id', s.id, 'name', s.name, 'mapping', s.mapping,
             'headers', coalesce(r.file->'headers', s.last_good->'headers', '[]')) end as sync
      from users u
      left join syncs s on s.org_id = u.org_id and s.workspace_id = u.workspace_id and s.id = u.sync_id
      left join runs r on r.org_id = u.org_id and r.workspace_id = u.workspace_id and r.id = u.last_run_id
     where u.org_id = ${ctx.orgId} and u.workspace_id = ${ctx.workspaceId} and u.id = ${id}`);
  return row;
}
