import { and, eq, inArray, sql } from "drizzle-orm";
import { runs, syncs } from "@/drizzle/schema";
import type { RunDecision, RunFailure, RunFile } from "@/drizzle/schema/runs";
import type { LastGood } from "@/drizzle/schema/syncs";
import type { WorkspaceCtx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";
import { AppError, notFound } from "@/lib/errors";
import type {
  Counts,
  GuardTrip,
  RunMode,
  RunPhase,
  RunState,
  RunTrigger,
  SourceIdentity,
} from "@/lib/sync/types";

/** A run that this process works on. Every write names the fence: one that was overtaken writes nothing. */
export type Held = { runId: string; fence: number };

export type RunRow = typeof runs.$inferSelect;

const LEASE = sql`interval '60 seconds'`;

const own = (ctx: WorkspaceCtx, runId: string) =>
  and(eq(runs.orgId, ctx.orgId), eq(runs.workspaceId, ctx.workspaceId), eq(runs.id, runId));

const mine = (ctx: WorkspaceCtx, { runId, fence }: Held) =>
  and(own(ctx, runId), eq(runs.fence, fence), eq(runs.state, "running"));

/** Adds a queued run; null when the sync has one of the same intent waiting already. */
export async function insertQueued(
  ctx: WorkspaceCtx,
  run: {
    syncId: string;
    trigger: RunTrigger;
    mode: RunMode;
    intent: "apply" | "preview";
    uploadId: string | null;
    undoes?: string;
    requestedBy: string | null;
    requestedByLabel: string;
  },
): Promise<string | null> {
  const rows = await ctx.db.run((tx) =>
    tx
      .insert(runs)
      .values({ ...run, orgId: ctx.orgId, workspaceId: ctx.workspaceId })
      .onConflictDoNothing({ target: [runs.syncId, runs.intent], where: sql`state = 'queued'` })
      .returning({ id: runs.id }),
  );
  return rows[0]?.id ?? null;
}

/** The run of a sync that waits for its turn to be applied, or to be looked at. */
export async function findQueued(
  ctx: WorkspaceCtx,
  syncId: string,
  intent: "apply" | "preview",
): Promise<string | null> {
  const rows = await ctx.db.run((tx) =>
    tx
      .select({ id: runs.id })
      .from(runs)
      .where(
        and(
          eq(runs.orgId, ctx.orgId),
          eq(runs.workspaceId, ctx.workspaceId),
          eq(runs.syncId, syncId),
          eq(runs.state, "queued"),
          eq(runs.intent, intent),
        ),
      ),
  );
  return rows[0]?.id ?? null;
}

export async function getRunRow(ctx: WorkspaceCtx, runId: string): Promise<RunRow> {
  const rows = await ctx.db.run((tx) => tx.select().from(runs).where(own(ctx, runId)));
  const row = rows[0];
  if (!row) throw notFound("The run");
  return row;
}

/** Takes an open run over, whoever had it; null when it is open no more. */
export async function claim(ctx: WorkspaceCtx, runId: string): Promise<RunRow | null> {
  const rows = await ctx.db.run((tx) =>
    tx
      .update(runs)
      .set({
        state: "running",
        fence: sql`${runs.fence} + 1`,
        leaseUntil: sql`now() + ${LEASE}`,
        startedAt: sql`coalesce(${runs.startedAt}, now())`,
      })
      .where(and(own(ctx, runId), inArray(runs.state, ["queued", "running"])))
      .returning(),
  );
  return rows[0] ?? null;
}

export type Progress = {
  phase?: RunPhase;
  bytesDone?: number;
  bytesTotal?: number | null;
  rowsDone?: number;
  durations?: Partial<Record<string, number>>;
  source?: SourceIdentity;
  file?: RunFile;
  mappingVersion?: number;
  planKey?: string;
  counts?: Counts;
  guards?: GuardTrip[];
  failure?: RunFailure | null;
  notes?: string[];
};

/** Notes how far the run is and keeps its lease; throws `lost_lease` when it was overtaken or cancelled. */
export async function progress(ctx: WorkspaceCtx, held: Held, at: Progress): Promise<void> {
  const rows = await ctx.db.run((tx) =>
    tx
      .update(runs)
      .set({ ...at, leaseUntil: sql`now() + ${LEASE}` })
      .where(mine(ctx, held))
      .returning({ id: runs.id }),
  );
  if (rows.length === 0) throw lostLease(held);
}

/** Ends the run, or lets it wait for a person, in one transaction with the plan that it replaces. */
export async function close(
  ctx: WorkspaceCtx,
  held: Held,
  syncId: string,
  end: Progress & { state: RunState; lastGood?: LastGood },
): Promise<void> {
  const { lastGood, ...set } = end;
  await ctx.db.run(async (tx) => {
    if (set.state !== "failed") await supersedeHeld(tx, ctx, syncId, held.runId);
    const rows = await tx
      .update(runs)
      .set({ ...set, phase: null, leaseUntil: null, finishedAt: set.state === "held" ? null : sql`now()` })
      .where(mine(ctx, held))
      .returning({ id: runs.id });
    if (rows.length === 0) throw lostLease(held);
    if (lastGood) await tx.update(syncs).set({ lastGood }).where(ownSync(ctx, syncId));
  });
}

/** Makes a run whose plan clashed look as if it had not been planned: a person's decision was on another plan. */
export async function setBack(ctx: WorkspaceCtx, held: Held, notes: string[]): Promise<void> {
  const rows = await ctx.db.run((tx) =>
    tx
      .update(runs)
      .set({ phase: null, decision: null, guards: [], planKey: null, notes })
      .where(mine(ctx, held))
      .returning({ id: runs.id }),
  );
  if (rows.length === 0) throw lostLease(held);
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
    .set({ state: "superseded", finishedAt: sql`now()` })
    .where(
      and(
        eq(runs.orgId, ctx.orgId),
        eq(runs.workspaceId, ctx.workspaceId),
        eq(runs.syncId, syncId),
        eq(runs.state, "held"),
        sql`${runs.id} <> ${byRunId}`,
      ),
    );
}

/** Ends an open run from outside; false when it was not open any more. */
export async function endOpen(
  ctx: WorkspaceCtx,
  runId: string,
  end: { state: "failed" | "cancelled"; failure?: RunFailure },
): Promise<boolean> {
  const { state, failure } = end;
  const rows = await ctx.db.run((tx) =>
    tx
      .update(runs)
      .set({
        state,
        // What the last attempt said is better than what the outside can say.
        ...(failure ? { failure: sql`coalesce(${runs.failure}, ${JSON.stringify(failure)}::jsonb)` } : {}),
        phase: null,
        leaseUntil: null,
        finishedAt: sql`now()`,
      })
      .where(and(own(ctx, runId), inArray(runs.state, ["queued", "running"])))
      .returning({ id: runs.id }),
  );
  return rows.length > 0;
}

/** Records a person's decision on a held run and puts it back in the queue; false when it is not held any more. */
export async function decide(
  ctx: WorkspaceCtx,
  runId: string,
  decision: { decision: RunDecision; decidedBy: string; state: RunState },
): Promise<boolean> {
  return ctx.db.run(async (tx) => {
    const rows = await tx
      .update(runs)
      .set({
        ...decision,
        decidedAt: sql`now()`,
        phase: decision.state === "queued" ? "applying" : null,
        finishedAt: decision.state === "queued" ? null : sql`now()`,
      })
      .where(and(own(ctx, runId), eq(runs.state, "held")))
      .returning({ id: runs.id });
    if (rows.length > 0 && decision.decision !== "all") await leaveOut(tx, ctx, runId, decision.decision);
    return rows.length > 0;
  });
}

/** What was decided against: removals and whatever takes an address that only a removal frees, or all that waits. */
async function leaveOut(tx: Tx, ctx: WorkspaceCtx, runId: string, decision: RunDecision): Promise<void> {
  const open = sql`org_id = ${ctx.orgId} and run_id = ${runId} and status in ('planned', 'waiting')`;
  if (decision === "discard") {
    await tx.execute(sql`update changes set status = 'left_out' where ${open} and status = 'waiting'`);
    return;
  }
  await tx.execute(sql`
    with recursive out as (
      select csv_id from changes where ${open} and kind = 'remove'
      union
      select c.csv_id from changes c join out o on c.depends_on = o.csv_id
      where c.org_id = ${ctx.orgId} and c.run_id = ${runId}
    )
    update changes set status = 'left_out' where ${open} and csv_id in (select csv_id from out)`);
}

const ownSync = (ctx: WorkspaceCtx, syncId: string) =>
  and(eq(syncs.orgId, ctx.orgId), eq(syncs.workspaceId, ctx.workspaceId), eq(syncs.id, syncId));

function lostLease(held: Held): AppError {
  return new AppError("lost_lease", "This run was cancelled or is being worked on elsewhere.", {
    meta: { runId: held.runId, fence: held.fence },
  });
}
