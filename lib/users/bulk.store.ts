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

export type GivenBack = { userId: number; value: FieldValue; edited: boolean; fingerprint: string | null };

/** Gives a field of each of the users the value that they had, and with it how their sync regards them. */
export async function giveFieldBack(
  tx: Tx,
  ctx: WorkspaceCtx,
  fieldId: number,
  back: readonly GivenBack[],
): Promise<void> {
  const key = String(fieldId);
  // As one document: an array of JSON values would lose the difference between null and nothing.
  const rows = back.map(({ userId, value, edited, fingerprint }) => ({
    id: userId,
    value,
    edited,
    fingerprint,
  }));
  await tx.execute(sql`
    update users u set fields = case when jsonb_typeof(b.value) = 'null' then u.fields - ${key}::text
             else jsonb_set(u.fields, array[${key}::text], b.value) end,
           edited_since_sync = b.edited, fingerprint = decode(b.fingerprint, 'hex'),
           version = u.version + 1, updated_at = ${ctx.clock().toISOString()}::timestamptz
      from (select (r ->> 'id')::bigint as id, r -> 'value' as value, (r ->> 'edited')::boolean as edited,
                   r ->> 'fingerprint' as fingerprint
              from jsonb_array_elements(${JSON.stringify(rows)}::jsonb) as r) as b
     where u.org_id = ${ctx.orgId} and u.workspace_id = ${ctx.workspaceId} and u.state = 'active' and u.id = b.id`);
}

/** Those of the removed users whose address belongs to an active user now. */
export async function selectTakenAddresses(
  tx: Tx,
  ctx: WorkspaceCtx,
  ids: readonly number[],
): Promise<number[]> {
  const rows = await tx.execute<{ id: number }>(sql`
    select u.id::float8 as id from users u
     where u.org_id = ${ctx.orgId} and u.workspace_id = ${ctx.workspaceId} and u.state = 'removed'
       and u.id = any(${`{${ids.join(",")}}`}::bigint[])
       and exists (select from users o where o.org_id = u.org_id and o.workspace_id = u.workspace_id
                      and o.email_key = lower(u.email))`);
  return rows.map(({ id }) => id);
}

/** Makes removed users active again. */
export async function setRestored(
  tx: Tx,
  ctx: WorkspaceCtx,
  back: readonly { userId: number; edited: boolean }[],
): Promise<void> {
  const [ids, edited] = [back.map(({ userId }) => userId), back.map((each) => each.edited)];
  await tx.execute(sql`
    update users u set state = 'active', removed_at = null, edited_since_sync = b.edited, version = u.version + 1,
           updated_at = ${ctx.clock().toISOString()}::timestamptz
      from unnest(${`{${ids.join(",")}}`}::bigint[], ${`{${edited.join(",")}}`}::boolean[]) as b(id, edited)
     where u.org_id = ${ctx.orgId} and u.workspace_id = ${ctx.workspaceId} and u.state = 'removed' and u.id = b.id`);
}
