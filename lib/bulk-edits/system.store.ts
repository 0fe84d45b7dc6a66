import { sql } from "drizzle-orm";
import type { MemberRole } from "@/drizzle/schema/members";
import type { WorkspaceRole } from "@/drizzle/schema/workspace-members";
import type { WorkspaceCtx } from "@/lib/context";
import type { Db, Tx } from "@/lib/db/client";
import type { BulkEditRef } from "@/lib/model/run-ref";

type Roles = { role: MemberRole; workspaceRole: WorkspaceRole | null };

/** What a member is in the organization and the workspace; null for one who is no member any more. */
export async function selectRoles(tx: Tx, ctx: WorkspaceCtx, accountId: string): Promise<Roles | null> {
  const [row] = await tx.execute<Roles>(sql`
    select m.role, w.role as "workspaceRole" from members m
      left join workspace_members w on w.org_id = m.org_id and w.account_id = m.account_id
        and w.workspace_id = ${ctx.workspaceId}
     where m.org_id = ${ctx.orgId} and m.account_id = ${accountId}`);
  return row ?? null;
}

/** Bulk edits of all tenants that nobody has worked on since then: ids only. */
export async function silentBulkEdits(db: Db, since: Date, most: number): Promise<BulkEditRef[]> {
  const rows = await db.execute<BulkEditRef>(sql`
    select org_id as "orgId", workspace_id as "workspaceId", id as "bulkEditId"
      from system_silent_bulk_edits(${since.toISOString()}::timestamptz, ${most})`);
  return [...rows];
}

/** Workspaces of all tenants with bulk edits that ended before. */
export async function oldBulkEdits(
  db: Db,
  before: Date,
): Promise<Pick<BulkEditRef, "orgId" | "workspaceId">[]> {
  const rows = await db.execute<BulkEditRef>(sql`
    select org_id as "orgId", workspace_id as "workspaceId"
      from system_old_bulk_edits(${before.toISOString()}::timestamptz)`);
  return [...rows];
}

export async function deleteOldBulkEdits(tx: Tx, ctx: WorkspaceCtx, before: Date): Promise<number> {
  const rows = await tx.execute(sql`
    delete from bulk_edits where org_id = ${ctx.orgId} and workspace_id = ${ctx.workspaceId}
       and finished_at < ${before.toISOString()}::timestamptz`);
  return rows.count;
}
