import { sql } from "drizzle-orm";
import type { WorkspaceCtx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";
import type { BulkBefore, BulkUserState, SkipReason } from "@/lib/model/bulk-edit";
import type { BulkOutcome, ChangedUser, UndoOutcome } from "@/lib/users/bulk/outcome";

type From = { id: string; position: number; limit: number };

/** The next users of an edit that nothing was done to yet. */
export async function selectWaiting(
  tx: Tx,
  ctx: WorkspaceCtx,
  { id, position, limit }: From,
): Promise<number[]> {
  const rows = await tx.execute<{ userId: number }>(sql`
    select user_id::float8 as "userId" from bulk_edit_users
     where org_id = ${ctx.orgId} and workspace_id = ${ctx.workspaceId} and bulk_edit_id = ${id}
       and user_id > ${position} and state = 'waiting'
     order by user_id limit ${limit}`);
  return rows.map(({ userId }) => userId);
}

/** The next users of an edit whom it has changed. */
export async function selectChanged(
  tx: Tx,
  ctx: WorkspaceCtx,
  { id, position, limit }: From,
): Promise<ChangedUser[]> {
  const rows = await tx.execute<ChangedUser>(sql`
    select user_id::float8 as "userId", before, version from bulk_edit_users
     where org_id = ${ctx.orgId} and workspace_id = ${ctx.workspaceId} and bulk_edit_id = ${id}
       and user_id > ${position} and state = 'changed'
     order by user_id limit ${limit}`);
  return [...rows];
}

/** How many users an edit has changed that were not undone. */
export async function countChanged(tx: Tx, ctx: WorkspaceCtx, id: string): Promise<number> {
  const [row] = await tx.execute<{ n: number }>(sql`
    select count(*)::float8 as n from bulk_edit_users
     where org_id = ${ctx.orgId} and workspace_id = ${ctx.workspaceId} and bulk_edit_id = ${id} and state = 'changed'`);
  return row?.n ?? 0;
}

/** Ids of those who came into one of the states by it, behind one of them. */
export async function selectDone(
  tx: Tx,
  ctx: WorkspaceCtx,
  { id, position, limit, states }: From & { states: readonly BulkUserState[] },
): Promise<number[]> {
  const rows = await tx.execute<{ userId: number }>(sql`
    select user_id::float8 as "userId" from bulk_edit_users
     where org_id = ${ctx.orgId} and workspace_id = ${ctx.workspaceId} and bulk_edit_id = ${id}
       and user_id > ${position} and state = any(${sql.param([...states])}::text[])
     order by user_id limit ${limit}`);
  return rows.map(({ userId }) => userId);
}

type Noted = {
  userId: number;
  state: BulkUserState;
  reason?: SkipReason;
  before?: BulkBefore;
  version?: number | null;
};

/** Writes down what became of the users of a batch. */
export async function noteOutcome(
  tx: Tx,
  ctx: WorkspaceCtx,
  id: string,
  { changed, same, skipped }: BulkOutcome,
): Promise<void> {
  await note(tx, ctx, id, [
    ...changed.map((each): Noted => ({ ...each, state: "changed" })),
    ...same.map((userId): Noted => ({ userId, state: "same" })),
    ...skipped.map((each): Noted => ({ ...each, state: "skipped" })),
  ]);
}

/** Writes down what became of them by an undo. What they had is needed no longer. */
export async function noteUndone(
  tx: Tx,
  ctx: WorkspaceCtx,
  id: string,
  { undone, kept }: UndoOutcome,
): Promise<void> {
  await note(tx, ctx, id, [
    ...undone.map((userId): Noted => ({ userId, state: "undone" })),
    ...kept.map((each): Noted => ({ ...each, state: "kept" })),
  ]);
}

/** Looked up by key in one document, never joined: the planner knows nothing of a new edit's rows, and would try each with each. */
async function note(tx: Tx, ctx: WorkspaceCtx, id: string, rows: readonly Noted[]): Promise<void> {
  const notes = Object.fromEntries(rows.map(({ userId, ...noted }) => [userId, noted]));
  await tx.execute(sql`
    update bulk_edit_users b set (state, reason, before, version) =
           (select n ->> 'state', n ->> 'reason', n -> 'before', (n ->> 'version')::int
              from (select ${JSON.stringify(notes)}::jsonb -> b.user_id::text as n) as noted)
     where b.org_id = ${ctx.orgId} and b.workspace_id = ${ctx.workspaceId} and b.bulk_edit_id = ${id}
       and b.user_id = any(${`{${Object.keys(notes).join(",")}}`}::bigint[])`);
}
