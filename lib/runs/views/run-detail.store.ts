import { and, count, desc, eq, inArray, isNotNull, ne, or, type SQL, sql } from "drizzle-orm";
import { type AnyPgColumn, alias } from "drizzle-orm/pg-core";
import { mappingVersions, remoteSources, runMonths, runs, syncs } from "@/drizzle/schema";
import type { WorkspaceCtx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";
import { type RunState, UNFINISHED_STATES } from "@/lib/model/run-state";
import { undoableUntil } from "@/lib/runs/state";
import type { RunDetail, RunItem, RunMonth, RunProgress } from "@/lib/runs/views/types";

const ofWorkspace = (ctx: WorkspaceCtx) =>
  and(eq(runs.orgId, ctx.orgId), eq(runs.workspaceId, ctx.workspaceId));

const one = (ctx: WorkspaceCtx, id: string) => and(ofWorkspace(ctx), eq(runs.id, id));

const itsSync = and(
  eq(syncs.orgId, runs.orgId),
  eq(syncs.workspaceId, runs.workspaceId),
  eq(syncs.id, runs.syncId),
);

const item = {
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
  },
} as const;

type RunFilter = { states: readonly RunState[]; syncId: string | null };

function matching(ctx: WorkspaceCtx, { states, syncId }: RunFilter): SQL | undefined {
  return and(
    ofWorkspace(ctx),
    states.length > 0 ? inArray(runs.state, [...states]) : undefined,
    syncId ? eq(runs.syncId, syncId) : undefined,
  );
}

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

export async function countRuns(tx: Tx, ctx: WorkspaceCtx, filter: RunFilter): Promise<number> {
  const [row] = await tx.select({ n: count() }).from(runs).where(matching(ctx, filter));
  return row?.n ?? 0;
}

export async function selectRun(tx: Tx, ctx: WorkspaceCtx, id: string): Promise<RunDetail | undefined> {
  const [row] = await tx
    .select({
      ...item,
      ...progress,
      mode: runs.mode,
      source: runs.source,
      file: runs.file,
      guards: runs.guards,
      notes: runs.notes,
      expiresAt: runs.expiresAt,
      decision: runs.decision,
      decidedBy: runs.decidedBy,
      appliedStatuses: runs.appliedStatuses,
      purgedAt: runs.purgedAt,
      detachedAt: syncs.detachedAt,
      undoes: { id: undone.id, createdAt: undone.createdAt },
      managers: runs.managers,
      additions: runs.additions,
      planRevision: runs.planRevision,
      mapping: syncs.mapping,
      mappingUsed: mappingVersions.mapping,
      mappingNow: syncs.mappingVersion,
      mappingThen: runs.mappingVersion,
      remoteSource: { id: remoteSources.id, name: remoteSources.name, host: remoteSources.host },
    })
    .from(runs)
    .innerJoin(syncs, itsSync)
    .leftJoin(
      remoteSources,
      and(eq(remoteSources.orgId, syncs.orgId), eq(remoteSources.id, syncs.remoteSourceId)),
    )
    .leftJoin(
      undone,
      and(eq(undone.orgId, runs.orgId), eq(undone.workspaceId, runs.workspaceId), eq(undone.id, runs.undoes)),
    )
    .leftJoin(
      mappingVersions,
      and(
        eq(mappingVersions.orgId, runs.orgId),
        eq(mappingVersions.syncId, runs.syncId),
        eq(mappingVersions.version, runs.mappingVersion),
      ),
    )
    .where(one(ctx, id));
  if (!row) return undefined;
  const { mapping, mappingUsed, mappingNow, mappingThen, purgedAt, detachedAt, ...rest } = row;
  const current = mappingNow === mappingThen;
  const undoneBy = await selectUndoOf(tx, ctx, id);
  return {
    ...rest,
    undoneBy,
    undoableUntil: undoableUntil({ ...row, isUndone: undoneBy !== null }, ctx.clock()),
    mapping: {
      ...(mappingUsed ?? mapping),
      version: mappingThen,
      current,
      known: current || mappingUsed !== null,
    },
  };
}

const undone = alias(runs, "undone");

/** The undo of a run that is on its way, waits, or was applied as a whole and not undone itself. */
async function selectUndoOf(tx: Tx, ctx: WorkspaceCtx, id: string): Promise<RunDetail["undoneBy"]> {
  const [row] = await tx
    .select({ id: runs.id, state: runs.state, appliedAt: runs.appliedAt, decidedBy: runs.decidedBy })
    .from(runs)
    .where(
      and(
        ofWorkspace(ctx),
        eq(runs.undoes, id),
        ne(runs.state, "undone"),
        or(
          inArray(runs.state, [...UNFINISHED_STATES]),
          and(isNotNull(runs.appliedAt), eq(runs.decision, "all")),
        ),
      ),
    )
    .orderBy(desc(runs.createdAt))
    .limit(1);
  return row ?? null;
}

const progress = {
  state: runs.state,
  phase: runs.phase,
  bytesDone: runs.bytesDone,
  bytesTotal: runs.bytesTotal,
  rowsDone: runs.rowsDone,
  startedAt: runs.startedAt,
  counts: runs.counts,
  failure: runs.failure,
} as const;

export async function selectProgress(
  tx: Tx,
  ctx: WorkspaceCtx,
  id: string,
): Promise<RunProgress | undefined> {
  const [row] = await tx.select(progress).from(runs).where(one(ctx, id));
  return row;
}

export async function selectLatestRunId(
  tx: Tx,
  ctx: WorkspaceCtx,
  syncId: string,
): Promise<string | undefined> {
  const [row] = await tx
    .select({ id: runs.id })
    .from(runs)
    .where(and(ofWorkspace(ctx), eq(runs.syncId, syncId)))
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
