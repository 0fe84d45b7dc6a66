import { and, desc, eq, isNull, sql } from "drizzle-orm";
import { syncConditions, syncs } from "@/drizzle/schema";
import type { WorkspaceCtx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";
import { byId, inWorkspace } from "@/lib/db/scope";
import type { ConditionKind } from "@/lib/model/schedule";

type Named = { syncId: string; kind: ConditionKind };

/** Notes that it is so since `since`; nothing changes while it is noted already. */
export async function raise(
  tx: Tx,
  ctx: WorkspaceCtx,
  { since, ...condition }: Named & { since: Date },
): Promise<void> {
  const { orgId, workspaceId } = ctx;
  await tx
    .insert(syncConditions)
    .values({ ...condition, orgId, workspaceId, since, raisedAt: ctx.clock() })
    .onConflictDoNothing({
      target: [syncConditions.syncId, syncConditions.kind],
      where: sql`cleared_at is null`,
    });
}

/** Notes that it is so no longer. */
export async function clear(tx: Tx, ctx: WorkspaceCtx, { syncId, kind }: Named): Promise<void> {
  await tx
    .update(syncConditions)
    .set({ clearedAt: ctx.clock() })
    .where(
      and(
        inWorkspace(syncConditions, ctx),
        eq(syncConditions.syncId, syncId),
        eq(syncConditions.kind, kind),
        isNull(syncConditions.clearedAt),
      ),
    );
}

/** Marks a sync as late whose time is up, unless it is so already; gives whether it was. */
export async function raiseLate(tx: Tx, ctx: WorkspaceCtx, syncId: string): Promise<boolean> {
  const rows = await tx
    .update(syncs)
    .set({ lateSince: syncs.lateAt })
    .where(
      and(
        byId(syncs, ctx, syncId),
        isNull(syncs.lateSince),
        isNull(syncs.detachedAt),
        eq(syncs.paused, false),
        sql`${syncs.lateAt} <= ${ctx.clock().toISOString()}::timestamptz`,
      ),
    )
    .returning({ since: syncs.lateAt });
  const since = rows[0]?.since;
  if (!since) return false;
  await raise(tx, ctx, { syncId, kind: "late", since });
  return true;
}

type Patience = { rhythmFrom: Date | null; lateAt: Date | null };

/** Sets when a sync becomes late. One that is late no longer by that is cleared. */
export async function setPatience(
  tx: Tx,
  ctx: WorkspaceCtx,
  syncId: string,
  patience: Patience,
): Promise<void> {
  const isLate = patience.lateAt !== null && patience.lateAt <= ctx.clock();
  await tx
    .update(syncs)
    .set({ ...patience, ...(isLate ? {} : { lateSince: null }) })
    .where(byId(syncs, ctx, syncId));
  if (!isLate) await clear(tx, ctx, { syncId, kind: "late" });
}

/** The conditions of the workspace, or of one sync, the last raised first. */
export async function selectConditions(
  tx: Tx,
  ctx: WorkspaceCtx,
  { syncId, most }: { syncId?: string; most: number },
) {
  const { id, kind, since, raisedAt, clearedAt } = syncConditions;
  return tx
    .select({ id, syncId: syncConditions.syncId, kind, since, raisedAt, clearedAt })
    .from(syncConditions)
    .where(and(inWorkspace(syncConditions, ctx), syncId ? eq(syncConditions.syncId, syncId) : undefined))
    .orderBy(desc(raisedAt), desc(id))
    .limit(most);
}
