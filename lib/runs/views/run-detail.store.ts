import { and, desc, eq, inArray, isNotNull, ne, or } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { mappingVersions, remoteSources, runs, syncs } from "@/drizzle/schema";
import type { WorkspaceCtx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";
import { byId, inWorkspace } from "@/lib/db/scope";
import { UNFINISHED_STATES } from "@/lib/model/run-state";
import { mentionOf } from "@/lib/pipeline/source/registry";
import { undoableUntil } from "@/lib/runs/state";
import { item, itsSync } from "@/lib/runs/views/runs.store";
import type { RunDetail, RunProgress } from "@/lib/runs/views/types";

const _ofWorkspace = (ctx: WorkspaceCtx) =>
  and(eq(runs.orgId, ctx.orgId), eq(runs.workspaceId, ctx.workspaceId));

const _one = (ctx: WorkspaceCtx, id: string) => and(inWorkspace(runs, ctx), eq(runs.id, id));

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
      supersededBy: runs.supersededBy,
      yieldedTo: runs.yieldedTo,
      decision: runs.decision,
      decidedBy: runs.decidedBy,
      appliedStatuses: runs.appliedStatuses,
      purgedAt: runs.purgedAt,
      detachedAt: syncs.detachedAt,
      undoes: { id: undone.id, createdAt: undone.createdAt },
      managers: runs.managers,
      additions: runs.additions,
      planRevision: runs.planRevision,
      planHash: runs.planHash,
      mapping: syncs.mapping,
      mappingUsed: mappingVersions.mapping,
      mappingNow: syncs.mappingVersion,
      mappingThen: runs.mappingVersion,
      remoteSource: {
        id: remoteSources.id,
        name: remoteSources.name,
        kind: remoteSources.kind,
        settings: remoteSources.settings,
      },
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
    .where(byId(runs, ctx, id));
  if (!row) return undefined;
  const { mapping, mappingUsed, mappingNow, mappingThen, detachedAt, ...rest } = row;
  const current = mappingNow === mappingThen;
  const undoneBy = await selectUndoOf(tx, ctx, id);
  return {
    ...rest,
    remoteSource: row.remoteSource && mentionOf(row.remoteSource),
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
        inWorkspace(runs, ctx),
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
  const [row] = await tx
    .select(progress)
    .from(runs)
    .where(byId(runs, ctx, id));
  return row;
}
