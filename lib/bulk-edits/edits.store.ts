import { type SQL, sql } from "drizzle-orm";
import type { WorkspaceCtx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";
import type { BulkQuery, BulkState, BulkTask, SkipCounts } from "@/lib/model/bulk-edit";

export type BulkEditRow = {
  id: string;
  task: BulkTask;
  label: string | null;
  undoes: string | null;
  query: BulkQuery | null;
  state: BulkState;
  failure: string | null;
  requestedBy: string;
  requestedByLabel: string;
  position: number;
  total: number;
  changed: number;
  same: number;
  skipped: SkipCounts;
  createdAt: Date;
  finishedAt: Date | null;
  /** How many of its users are not undone yet, once it has ended; and whether an undo is in progress. */
  undoable: number;
  isBeingUndone: boolean;
};

type Raw = Omit<BulkEditRow, "createdAt" | "finishedAt"> & { createdAt: string; finishedAt: string | null };

const COLUMNS =
  sql.raw(`b.id, b.task, b.label, b.undoes, b.query, b.state, b.failure, b.requested_by as "requestedBy",
  b.requested_by_label as "requestedByLabel", b.position::float8 as position, b.total, b.changed, b.same, b.skipped,
  b.created_at as "createdAt", b.finished_at as "finishedAt"`);

const own = (ctx: WorkspaceCtx) => sql`b.org_id = ${ctx.orgId} and b.workspace_id = ${ctx.workspaceId}`;
const now = (ctx: WorkspaceCtx) => sql`${ctx.clock().toISOString()}::timestamptz`;

/** Whom an undo has looked at is not undone again, whether given back or kept. */
const UNDO_FACTS = sql`
  case when b.finished_at is null or b.undoes is not null then 0 else greatest(0, b.changed - (
    select coalesce(sum(o.changed + coalesce((select sum(n::int) from jsonb_each_text(o.skipped) as s(reason, n)), 0)), 0)
      from bulk_edits o where o.org_id = b.org_id and o.undoes = b.id))::int end as "undoable",
  exists (select from bulk_edits o where o.org_id = b.org_id and o.undoes = b.id and o.finished_at is null)
    as "isBeingUndone"`;

const shaped = ({ createdAt, finishedAt, ...row }: Raw): BulkEditRow => ({
  ...row,
  createdAt: new Date(createdAt),
  finishedAt: finishedAt === null ? null : new Date(finishedAt),
});

/** The latest bulk edits, newest first: of one id, or of all. */
export async function selectBulkEdits(
  tx: Tx,
  ctx: WorkspaceCtx,
  { id, since, limit = 1 }: { id?: string; since?: Date; limit?: number },
): Promise<BulkEditRow[]> {
  const one = id === undefined ? sql`` : sql`and b.id = ${id}`;
  const late =
    since === undefined
      ? sql``
      : sql`and (b.finished_at is null or b.finished_at >= ${since.toISOString()}::timestamptz)`;
  const rows = await tx.execute<Raw>(sql`
    select ${COLUMNS}, ${UNDO_FACTS} from bulk_edits b where ${own(ctx)} ${one} ${late}
     order by b.created_at desc, b.id limit ${limit}`);
  return rows.map(shaped);
}

/** The bulk edit, locked until the transaction ends. */
export async function lockBulkEdit(tx: Tx, ctx: WorkspaceCtx, id: string): Promise<BulkEditRow | undefined> {
  const rows = await tx.execute<{ id: string }>(
    sql`select b.id from bulk_edits b where ${own(ctx)} and b.id = ${id} for update`,
  );
  return rows.length === 0 ? undefined : (await selectBulkEdits(tx, ctx, { id }))[0];
}

type NewEdit = Pick<BulkEditRow, "task" | "label" | "undoes" | "query" | "state" | "total"> & {
  requestedBy: string;
};

export async function insertBulkEdit(tx: Tx, ctx: WorkspaceCtx, row: NewEdit): Promise<string> {
  const query = row.query === null ? null : JSON.stringify(row.query);
  const [made] = await tx.execute<{ id: string }>(sql`
    insert into bulk_edits (org_id, workspace_id, task, label, undoes, query, state, total, requested_by,
                            requested_by_label, created_at, touched_at)
    values (${ctx.orgId}, ${ctx.workspaceId}, ${JSON.stringify(row.task)}::jsonb, ${row.label}, ${row.undoes}::uuid,
            ${query}::jsonb, ${row.state}, ${row.total}, ${row.requestedBy}::uuid, ${ctx.actor.label}, ${now(ctx)}, ${now(ctx)})
    returning id`);
  return made?.id ?? "";
}

/** Writes down whom the edit is for: `ids` is a query for them. Gives how many they are. */
export async function insertBulkUsers(tx: Tx, ctx: WorkspaceCtx, id: string, ids: SQL): Promise<number> {
  const rows = await tx.execute(sql`
    insert into bulk_edit_users (org_id, workspace_id, bulk_edit_id, user_id)
    select ${ctx.orgId}::uuid, ${ctx.workspaceId}::uuid, ${id}::uuid, found.id from (${ids}) as found order by found.id
    on conflict do nothing`);
  return rows.count;
}

/** A query for the active users among some ids. */
export function activeIdsSql(ctx: WorkspaceCtx, ids: readonly number[]): SQL {
  return sql`select u.id from users u where u.org_id = ${ctx.orgId} and u.workspace_id = ${ctx.workspaceId}
    and u.state = 'active' and u.id = any(${`{${ids.join(",")}}`}::bigint[])`;
}

/** From now on its users are done one batch after the other. False when it was collected or ended in the meantime. */
export async function startRunning(
  tx: Tx,
  ctx: WorkspaceCtx,
  { id, total }: { id: string; total: number },
): Promise<boolean> {
  const rows = await tx.execute(sql`
    update bulk_edits b set state = 'running', query = null, total = ${total}, touched_at = ${now(ctx)}
     where ${own(ctx)} and b.id = ${id} and b.state = 'collecting'`);
  return rows.count > 0;
}

type Progress = { id: string; position: number; changed: number; same: number; skipped: SkipCounts };

/** Adds what a batch has done. `skipped` is the whole of it up to now. */
export async function addProgress(
  tx: Tx,
  ctx: WorkspaceCtx,
  { id, position, changed, same, skipped }: Progress,
): Promise<void> {
  await tx.execute(sql`
    update bulk_edits b set position = ${position}, changed = b.changed + ${changed}, same = b.same + ${same},
           skipped = ${JSON.stringify(skipped)}::jsonb, touched_at = ${now(ctx)}
     where ${own(ctx)} and b.id = ${id}`);
}

/** Ends it in a state. False when it had ended already. */
export async function endBulkEdit(
  tx: Tx,
  ctx: WorkspaceCtx,
  { id, state, failure = null }: { id: string; state: BulkState; failure?: string | null },
): Promise<boolean> {
  const rows = await tx.execute(sql`
    update bulk_edits b set state = ${state}, failure = ${failure}, query = null, finished_at = ${now(ctx)},
           touched_at = ${now(ctx)}
     where ${own(ctx)} and b.id = ${id} and b.finished_at is null`);
  return rows.count > 0;
}
