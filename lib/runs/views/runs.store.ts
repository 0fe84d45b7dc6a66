import { and, count, desc, eq, inArray, type SQL, sql } from "drizzle-orm";
import type { AnyPgColumn } from "drizzle-orm/pg-core";
import { runMonths, runs, syncs } from "@/drizzle/schema";
import type { WorkspaceCtx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";
import { inWorkspace } from "@/lib/db/scope";
import type { RunState } from "@/lib/model/run-state";
import type { RunItem, RunMonth } from "@/lib/runs/views/types";

type RunFilter = { states: readonly RunState[]; syncId: string | null };

/** The sync of a run. */
export const itsSync = and(
  eq(syncs.orgId, runs.orgId),
  eq(syncs.workspaceId, runs.workspaceId),
  eq(syncs.id, runs.syncId),
);

/** What a list of runs shows of one. */
export const item = {
  id: runs.id,
  state: runs.state,
  phase: runs.phase,
  trigger: runs.trigger,
  intent: runs.intent,
  requestedBy: runs.requestedByLabel,
  createdAt: runs.createdAt,
  startedAt: runs.startedAt,
  finishedAt: runs.finishedAt,
  appliedAt: runs.appliedAt,
  decidedAt: runs.decidedAt,
  durations: runs.durations,
  counts: runs.counts,
  failure: runs.failure,
  sync: {
    id: syncs.id,
    name: syncs.name,
    sourceKind: syncs.sourceKind,
    detached: sql<boolean>`${syncs.detachedAt} is not null`,
    lateSince: syncs.lateSince,
  },
} as const;

/** A page of the workspace's runs, newest first. */
export async function selectRuns(
  tx: Tx,
  ctx: WorkspaceCtx,
  filter: RunFilter,
  { limit, offset }: { limit: number; offset: number },
): Promise<RunItem[]> {
  return tx
    .select(item)
    .from(runs)
    .innerJoin(syncs, itsSync)
    .where(matching(ctx, filter))
    .orderBy(desc(runs.createdAt), desc(runs.id))
    .limit(limit)
    .offset(offset);
}

/** Up to `limit` runs behind one of them, newest first. */
export async function selectRunsAfter(
  tx: Tx,
  ctx: WorkspaceCtx,
  filter: RunFilter,
  { after, limit }: { after: { createdAt: Date; id: string } | null; limit: number },
): Promise<RunItem[]> {
  // A stored instant has microseconds, the one of the cursor only milliseconds: the run itself says where it is.
  const place = after
    ? sql`(${runs.createdAt}, ${runs.id}) < (coalesce((select r.created_at from ${runs} r where r.org_id = ${ctx.orgId}
        and r.workspace_id = ${ctx.workspaceId} and r.id = ${after.id}), ${after.createdAt.toISOString()}::timestamptz), ${after.id}::uuid)`
    : undefined;
  return tx
    .select(item)
    .from(runs)
    .innerJoin(syncs, itsSync)
    .where(and(matching(ctx, filter), place))
    .orderBy(desc(runs.createdAt), desc(runs.id))
    .limit(limit);
}

export async function countRuns(tx: Tx, ctx: WorkspaceCtx, filter: RunFilter): Promise<number> {
  const [row] = await tx.select({ n: count() }).from(runs).where(matching(ctx, filter));
  return row?.n ?? 0;
}

function matching(ctx: WorkspaceCtx, { states, syncId }: RunFilter): SQL | undefined {
  return and(
    inWorkspace(runs, ctx),
    states.length > 0 ? inArray(runs.state, [...states]) : undefined,
    syncId ? eq(runs.syncId, syncId) : undefined,
  );
}

export async function selectLatestRunId(
  tx: Tx,
  ctx: WorkspaceCtx,
  syncId: string,
): Promise<string | undefined> {
  const [row] = await tx
    .select({ id: runs.id })
    .from(runs)
    .where(and(inWorkspace(runs, ctx), eq(runs.syncId, syncId)))
    .orderBy(desc(runs.createdAt), desc(runs.id))
    .limit(1);
  return row?.id;
}

export async function selectRunMonths(tx: Tx, ctx: WorkspaceCtx, syncId: string | null): Promise<RunMonth[]> {
  const sum = (column: AnyPgColumn) => sql<number>`sum(${column})`.mapWith(Number);
  return tx
    .select({
      month: runMonths.month,
      runs: sum(runMonths.runs),
      failed: sum(runMonths.failed),
      created: sum(runMonths.created),
      updated: sum(runMonths.updated),
      removed: sum(runMonths.removed),
    })
    .from(runMonths)
    .where(
      and(
        eq(runMonths.orgId, ctx.orgId),
        eq(runMonths.workspaceId, ctx.workspaceId),
        syncId ? eq(runMonths.syncId, syncId) : undefined,
      ),
    )
    .groupBy(runMonths.month)
    .orderBy(desc(runMonths.month));
}
