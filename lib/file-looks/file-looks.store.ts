import { and, eq, inArray, lt, sql } from "drizzle-orm";
import { fileLooks } from "@/drizzle/schema";
import type { WorkspaceCtx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";
import { byId, inOrg, inWorkspace } from "@/lib/db/scope";

export type FileLookRow = typeof fileLooks.$inferSelect;

/** The right of one process to work on a look. */
export type FileLookLease = { lookId: string; fence: number };

const WAITING = ["queued", "running"] as const;

export async function selectLook(
  tx: Tx,
  ctx: WorkspaceCtx,
  lookId: string,
): Promise<FileLookRow | undefined> {
  const [row] = await tx
    .select()
    .from(fileLooks)
    .where(byId(fileLooks, ctx, lookId));
  return row;
}

export async function selectLookOfSync(
  tx: Tx,
  ctx: WorkspaceCtx,
  syncId: string,
): Promise<FileLookRow | undefined> {
  const [row] = await tx
    .select()
    .from(fileLooks)
    .where(and(inWorkspace(fileLooks, ctx), eq(fileLooks.syncId, syncId)));
  return row;
}

type NewLook = Pick<FileLookRow, "id" | "syncId" | "lookedFor" | "requestedBy" | "createdAt">;

/** In the place of the one that the sync had, whose process finds out at its next write. */
export async function replaceLook(tx: Tx, ctx: WorkspaceCtx, row: NewLook): Promise<void> {
  await tx.delete(fileLooks).where(and(inWorkspace(fileLooks, ctx), eq(fileLooks.syncId, row.syncId)));
  await tx.insert(fileLooks).values({
    ...row,
    orgId: ctx.orgId,
    workspaceId: ctx.workspaceId,
    progress: { phase: "connecting", bytesDone: 0, bytesTotal: null },
    beatAt: row.createdAt,
  });
}

/** Takes a look that nobody has ended, from a process that may have died; null when there is none. */
export async function takeLook(
  tx: Tx,
  ctx: WorkspaceCtx,
  lookId: string,
): Promise<Pick<FileLookRow, "syncId" | "fence"> | null> {
  const [row] = await tx
    .update(fileLooks)
    .set({ state: "running", fence: sql`${fileLooks.fence} + 1`, beatAt: ctx.clock() })
    .where(and(byId(fileLooks, ctx, lookId), inArray(fileLooks.state, [...WAITING])))
    .returning({ syncId: fileLooks.syncId, fence: fileLooks.fence });
  return row ?? null;
}

type Written = Partial<Pick<FileLookRow, "state" | "progress" | "found" | "failure" | "finishedAt">>;

/** False when the look was cancelled, replaced or taken by another process: then nothing was written. */
export async function writeLook(
  tx: Tx,
  ctx: WorkspaceCtx,
  { lookId, fence }: FileLookLease,
  set: Written,
): Promise<boolean> {
  const rows = await tx
    .update(fileLooks)
    .set({ ...set, beatAt: ctx.clock() })
    .where(and(byId(fileLooks, ctx, lookId), eq(fileLooks.fence, fence), eq(fileLooks.state, "running")))
    .returning({ id: fileLooks.id });
  return rows.length > 0;
}

/** False when it is over already. */
export async function setCancelled(tx: Tx, ctx: WorkspaceCtx, lookId: string): Promise<boolean> {
  const rows = await tx
    .update(fileLooks)
    .set({ state: "cancelled", finishedAt: ctx.clock() })
    .where(and(byId(fileLooks, ctx, lookId), inArray(fileLooks.state, [...WAITING])))
    .returning({ id: fileLooks.id });
  return rows.length > 0;
}

/** Ends a look that nobody has ended, whoever had it. */
export async function setStopped(
  tx: Tx,
  ctx: WorkspaceCtx,
  lookId: string,
  failure: FileLookRow["failure"],
): Promise<void> {
  await tx
    .update(fileLooks)
    .set({ state: "failed", failure, finishedAt: ctx.clock() })
    .where(and(byId(fileLooks, ctx, lookId), inArray(fileLooks.state, [...WAITING])));
}

/** Forgets what files had that were read before `before`; gives how many. */
export async function deleteOldLooks(tx: Tx, org: { orgId: string }, before: Date): Promise<number> {
  const rows = await tx
    .delete(fileLooks)
    .where(and(inOrg(fileLooks, org), lt(fileLooks.createdAt, before)))
    .returning({ id: fileLooks.id });
  return rows.length;
}
