import { and, eq, inArray, type SQL, sql } from "drizzle-orm";
import { runs, syncs } from "@/drizzle/schema";
import type { RunFailure } from "@/drizzle/schema/runs";
import type { Baseline } from "@/drizzle/schema/syncs";
import type { WorkspaceCtx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";
import { byId, inWorkspace } from "@/lib/db/scope";
import { AppError, notFound } from "@/lib/errors";
import type { EffectSum } from "@/lib/model/effect";
import type { RunLease } from "@/lib/model/run-ref";
import { isOpen, type StateAfter, statesBefore } from "@/lib/model/run-state";
import type { RunUpdate } from "@/lib/pipeline/heartbeat";
import { planExpiry } from "@/lib/pipeline/persistence/runs.store";
import { promotePrints } from "@/lib/pipeline/prints/prints.store";

export type RunRow = typeof runs.$inferSelect;

const LEASE = sql`interval '60 seconds'`;

const underLease = (ctx: WorkspaceCtx, { runId, fence }: RunLease) =>
  and(byId(runs, ctx, runId), eq(runs.fence, fence), eq(runs.state, "running"));

export async function getRunRow(ctx: WorkspaceCtx, runId: string): Promise<RunRow> {
  const rows = await ctx.db.run((tx) =>
    tx
      .select()
      .from(runs)
      .where(byId(runs, ctx, runId)),
  );
  const row = rows[0];
  if (!row) throw notFound("The run");
  return row;
}

/** Keeps what an applied run did to lists, pages and teams. */
export async function setEffects(ctx: WorkspaceCtx, runId: string, effects: EffectSum[]): Promise<void> {
  await ctx.db.run((tx) =>
    tx
      .update(runs)
      .set({ effects })
      .where(byId(runs, ctx, runId)),
  );
}

/** Takes over an open run from any worker; null when it is no longer open. */
export async function acquire(ctx: WorkspaceCtx, runId: string): Promise<RunRow | null> {
  const rows = await ctx.db.run((tx) =>
    tx
      .update(runs)
      .set({
        state: "running",
        fence: sql`${runs.fence} + 1`,
        leaseUntil: sql`now() + ${LEASE}`,
        startedAt: sql`coalesce(${runs.startedAt}, now())`,
        takenAt: sql`case when ${runs.state} = 'queued' then now() else coalesce(${runs.takenAt}, now()) end`,
      })
      .where(and(byId(runs, ctx, runId), inArray(runs.state, statesBefore("running"))))
      .returning(),
  );
  return rows[0] ?? null;
}

/** Notes how far the run is and keeps its lease; throws `lost_lease` when it was overtaken or cancelled. */
export async function writeProgress(ctx: WorkspaceCtx, lease: RunLease, at: RunUpdate): Promise<void> {
  const rows = await ctx.db.run((tx) =>
    tx
      .update(runs)
      .set({ ...at, leaseUntil: sql`now() + ${LEASE}` })
      .where(underLease(ctx, lease))
      .returning({ id: runs.id }),
  );
  if (rows.length === 0) throw lostLease(lease);
}

/** `keepsPrints`: users are as the run's file says, so that its prints become the sync's. */
type Ending = { baseline?: Baseline; keepsPending?: boolean; keepsPrints?: boolean };

/** Ends the run, or lets it wait for a person, in one transaction with the plan that it replaces. */
export async function finish(
  ctx: WorkspaceCtx,
  lease: RunLease,
  syncId: string,
  end: RunUpdate & { state: StateAfter<"running"> } & Ending,
): Promise<void> {
  const { baseline, keepsPending = end.state === "failed", keepsPrints = false, ...set } = end;
  await ctx.db.run(async (tx) => {
    if (!keepsPending) await supersedeHeld(tx, ctx, syncId, lease.runId);
    const rows = await tx
      .update(runs)
      .set({
        ...set,
        phase: null,
        leaseUntil: null,
        ...(set.state === "held"
          ? { finishedAt: null, expiresAt: planExpiry(ctx, syncId) }
          : { finishedAt: sql`now()` }),
      })
      .where(underLease(ctx, lease))
      .returning({ id: runs.id });
    if (rows.length === 0) throw lostLease(lease);
    if (keepsPrints) await promotePrints(tx, ctx, { syncId, runId: lease.runId, statuses: [] });
    if (baseline)
      await tx
        .update(syncs)
        .set({ baseline })
        .where(byId(syncs, ctx, syncId));
  });
}

/** Makes a run whose plan clashed look as if it had not been planned: a person's decision was on another plan. */
export async function resetPlan(ctx: WorkspaceCtx, lease: RunLease, notes: string[]): Promise<void> {
  const rows = await ctx.db.run((tx) =>
    tx
      .update(runs)
      .set({ phase: null, decision: null, guards: [], planKey: null, planHash: null, yieldedTo: null, notes })
      .where(underLease(ctx, lease))
      .returning({ id: runs.id }),
  );
  if (rows.length === 0) throw lostLease(lease);
}

/** A plan that still waits gives way to a newer one. */
export async function supersedeHeld(
  tx: Tx,
  ctx: WorkspaceCtx,
  syncId: string,
  byRunId: string,
): Promise<void> {
  await tx
    .update(runs)
    .set({ state: "superseded", supersededBy: byRunId, finishedAt: sql`now()` })
    .where(
      and(
        inWorkspace(runs, ctx),
        eq(runs.syncId, syncId),
        inArray(runs.state, statesBefore("superseded")),
        sql`${runs.id} <> ${byRunId}`,
      ),
    );
}

/** Cancels an open run from outside; false when it was not open any more. */
export async function cancel(tx: Tx, ctx: WorkspaceCtx, runId: string): Promise<boolean> {
  return endOpen(tx, ctx, runId, { state: "cancelled" });
}

/** Fails an open run from outside; false when it was not open any more. */
export async function fail(tx: Tx, ctx: WorkspaceCtx, runId: string, failure: RunFailure): Promise<boolean> {
  // What the last attempt said is better than what the outside can say.
  const kept = sql`coalesce(${runs.failure}, ${JSON.stringify(failure)}::jsonb)`;
  return endOpen(tx, ctx, runId, { state: "failed", failure: kept });
}

async function endOpen(
  tx: Tx,
  ctx: WorkspaceCtx,
  runId: string,
  end: { state: "failed" | "cancelled"; failure?: SQL },
): Promise<boolean> {
  const rows = await tx
    .update(runs)
    .set({ ...end, phase: null, leaseUntil: null, finishedAt: sql`now()` })
    .where(and(byId(runs, ctx, runId), inArray(runs.state, statesBefore(end.state).filter(isOpen))))
    .returning({ id: runs.id });
  return rows.length > 0;
}

/** What people call the sync of a run. */
export async function selectSyncName(tx: Tx, ctx: WorkspaceCtx, syncId: string): Promise<string | null> {
  const [row] = await tx
    .select({ name: syncs.name })
    .from(syncs)
    .where(byId(syncs, ctx, syncId));
  return row?.name ?? null;
}

function lostLease(lease: RunLease): AppError {
  return new AppError("lost_lease", "This run was cancelled or is being worked on elsewhere.", {
    meta: { runId: lease.runId, fence: lease.fence },
  });
}
