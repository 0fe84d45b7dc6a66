import { type SQL, sql } from "drizzle-orm";
import type { WorkspaceCtx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";
import type { FieldValue } from "@/lib/model/field";
import type { Mapping } from "@/lib/model/mapping";

export type OwnerRow = { id: string; name: string; mapping: Mapping; headers: string[] };

/** The workspace's syncs with what decides which fields their files fill. */
export async function selectOwners(tx: Tx, ctx: WorkspaceCtx): Promise<OwnerRow[]> {
  const rows = await tx.execute<OwnerRow>(sql`
    select s.id, s.name, s.mapping, coalesce(s.baseline->'headers', '[]') as headers from syncs s
     where s.org_id = ${ctx.orgId} and s.workspace_id = ${ctx.workspaceId}`);
  return [...rows];
}

/** Gives a field of users one value; null takes it away. Raises versions; those a sync owns are marked as edited. */
export async function setFieldOf(
  tx: Tx,
  ctx: WorkspaceCtx,
  { ids, fieldId, value }: { ids: readonly number[]; fieldId: number; value: FieldValue },
): Promise<void> {
  const key = String(fieldId);
  const fields =
    value === null
      ? sql`fields - ${key}::text`
      : sql`jsonb_set(fields, array[${key}::text], ${JSON.stringify(value)}::jsonb)`;
  await write(
    tx,
    ctx,
    ids,
    sql`fields = ${fields}, edited_since_sync = edited_since_sync or sync_id is not null,
    fingerprint = case when sync_id is null then fingerprint end`,
  );
}

/** Removes users; of those that a sync owns, its next run takes a close look at the file. */
export async function setRemoved(tx: Tx, ctx: WorkspaceCtx, ids: readonly number[]): Promise<void> {
  await write(
    tx,
    ctx,
    ids,
    sql`state = 'removed', edited_since_sync = edited_since_sync or sync_id is not null,
      removed_at = ${ctx.clock().toISOString()}::timestamptz`,
  );
}

async function write(tx: Tx, ctx: WorkspaceCtx, ids: readonly number[], set: SQL): Promise<void> {
  await tx.execute(sql`
    update users set ${set}, version = version + 1, updated_at = ${ctx.clock().toISOString()}::timestamptz
     where org_id = ${ctx.orgId} and workspace_id = ${ctx.workspaceId} and state = 'active'
       and id = any(${`{${ids.join(",")}}`}::bigint[])`);
}
