import {
  type AlertRow,
  insertNotice,
  lockAlerts,
  markReminded,
  type RunRow,
  type SignalRow,
  selectErrorCodes,
  selectOpenAlerts,
  selectRunFacts,
  selectSourceOf,
  takeSignals,
  writeStep,
} from "@/lib/alerts/alerts.store";
import { addToInboxes, markSeen } from "@/lib/alerts/recipients.store";
import { messagesOf, type Signal, type Step, stepsOf } from "@/lib/alerts/transitions";
import type { WorkspaceCtx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";
import { emitEvent } from "@/lib/events/emit";
import { sendAlertsNoticed } from "@/lib/jobs/send";
import type { AlertDetail, AlertKind } from "@/lib/model/alert";

/**
 * Raises and ends the alerts of a sync by what has happened to it since the last time, and tells its followers. All in one
 * transaction that also takes the signals away, so that nothing is told twice or missed, however often it is called and
 * wherever a process dies. Does nothing while a run of the sync is at work. Gives the notices that it wrote.
 */
export async function evaluateAlerts(ctx: WorkspaceCtx, syncId: string): Promise<{ noticeIds: string[] }> {
  const noticeIds = await ctx.db.run(async (tx) => {
    if (!(await lockAlerts(tx, ctx, syncId))) return [];
    const signals = await takeSignals(tx, ctx, syncId);
    const sync = signals.length > 0 ? await selectSourceOf(tx, ctx, syncId) : null;
    if (!sync) return [];
    const open = await selectOpenAlerts(tx, ctx, syncId);
    const runs = await selectRunFacts(tx, ctx, [...new Set(signals.flatMap(({ runId }) => runId ?? []))]);
    const steps = stepsOf(
      new Map(open.map(({ kind, runId }) => [kind, runId])),
      signals.flatMap((row) => signalOf(row, runs) ?? []),
    );
    return writeSteps(tx, ctx, { syncId, steps, runs, open, sourceId: sync.sourceId });
  });
  await sendAlertsNoticed(noticeIds.map((noticeId) => ({ ...placeOf(ctx), noticeId })));
  return { noticeIds };
}

/** Evaluates a sync after something was done to it. That it was done stands: what fails here is left to the sweep. */
export async function tellNow(ctx: WorkspaceCtx, syncId: string): Promise<void> {
  try {
    await evaluateAlerts(ctx, syncId);
  } catch (error) {
    ctx.log.error("alert.evaluate.failed", { syncId }, error);
  }
}

/** Reminds the followers of a plan that has been pending since `before`, once. Gives the notice, or null when it is past. */
export async function remindOfPlan(
  ctx: WorkspaceCtx,
  { alertId, before }: { alertId: string; before: Date },
): Promise<{ noticeId: string | null }> {
  const noticeId = await ctx.db.run(async (tx) => {
    const alert = await markReminded(tx, ctx, alertId, before);
    if (!alert) return null;
    const message = { runId: alert.runId, also: [], ends: [] };
    const id = await insertNotice(tx, ctx, { ...message, alertId, transition: "reminder" });
    if (id) await addToInboxes(tx, ctx, { noticeId: id, syncId: alert.syncId, kinds: ["pending"] });
    return id;
  });
  if (noticeId) await sendAlertsNoticed([{ ...placeOf(ctx), noticeId }]);
  return { noticeId };
}

function placeOf({ orgId, workspaceId }: WorkspaceCtx): { orgId: string; workspaceId: string } {
  return { orgId, workspaceId };
}

type Input = {
  syncId: string;
  steps: readonly Step[];
  runs: ReadonlyMap<string, RunRow>;
  open: readonly AlertRow[];
  sourceId: string | null;
};

async function writeSteps(tx: Tx, ctx: WorkspaceCtx, input: Input): Promise<string[]> {
  const { syncId, steps, sourceId } = input;
  const alertIds: (string | null)[] = [];
  for (const step of steps) {
    const detail = step.does === "clear" ? {} : await detailOf(tx, ctx, step, input);
    const alertId = await writeStep(tx, ctx, { syncId, step, detail });
    if (alertId && step.does === "clear") await markSeen(tx, ctx, alertId);
    if (alertId && step.does !== "move") {
      const { kind, runId, does } = step;
      const type = does === "raise" ? "alert.raised" : "alert.cleared";
      await emitEvent(tx, ctx, { type, data: { alertId, syncId, kind, runId, ...detail } });
    }
    alertIds.push(alertId);
  }
  const noticeIds: string[] = [];
  for (const { at, kind, transition, ...message } of messagesOf(steps)) {
    const alertId = alertIds[at];
    const noticeId = alertId ? await insertNotice(tx, ctx, { ...message, alertId, transition }) : null;
    if (!noticeId) continue;
    const kinds: AlertKind[] = [kind, ...message.also, ...message.ends];
    await addToInboxes(tx, ctx, {
      noticeId,
      syncId,
      kinds,
      endedId: transition === "cleared" ? alertId : null,
      sourceId: kind === "host_key" && transition === "raised" ? sourceId : null,
    });
    noticeIds.push(noticeId);
  }
  return noticeIds;
}

/** Counts and codes, never a name or a value. */
async function detailOf(
  tx: Tx,
  ctx: WorkspaceCtx,
  { kind, runId }: Step,
  { runs, sourceId }: Input,
): Promise<AlertDetail> {
  const run = runId ? runs.get(runId) : undefined;
  if (kind === "host_key") return sourceId ? { sourceId } : {};
  if (!run) return {};
  if (kind === "failed") return run.failure ? { failure: run.failure } : {};
  if (kind === "pending") return { guards: run.guards, ...(run.counts ? { counts: run.counts } : {}) };
  return { errors: run.errors ?? 0, codes: await selectErrorCodes(tx, ctx, run.runId) };
}

/** Undefined for a run that is deleted by now. */
function signalOf(row: SignalRow, runs: ReadonlyMap<string, RunRow>): Signal | undefined {
  const { kind, runId, fromState, toState, isDecided, isRaised, isWell } = row;
  if (kind === "detached") return { on: "detached" };
  if (kind !== "run") return { on: "condition", kind, isRaised, isWell };
  const run = runId ? runs.get(runId) : undefined;
  if (!run || !fromState || !toState) return undefined;
  return { on: "run", from: fromState, to: toState, isDecided, run };
}
