import { tellNow } from "@/lib/alerts/evaluate";
import { writeAudit } from "@/lib/audit/write-audit";
import type { WorkspaceCtx } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { plural } from "@/lib/format/plural";
import { sendRunRequested } from "@/lib/jobs/send";
import { type SameChoice, setSame } from "@/lib/pipeline/persistence/matches.store";
import { addNote } from "@/lib/pipeline/persistence/runs.store";
import {
  type Decision,
  leaveOut,
  lockWaiting,
  notePlanChanged,
  recordDecision,
} from "@/lib/runs/decision.store";
import { getRunRow, type RunRow, selectSyncName } from "@/lib/runs/store";
import { endSetup } from "@/lib/syncs/set-paused";

/** What of a held plan is applied: all, all but removals, or the selected lines (ids of changes). */
export type Approval = { runId: string; revision?: number | undefined; planHash?: string | undefined } & (
  | { what: "all" | "creates_and_updates" }
  | { what: "ticked"; changeIds: number[] }
);

/**
 * Applies a held plan or a part of it; the rest is left out, and so is what needs an address that only the rest would
 * free. Exactly the lines that were shown are applied. Throws `not_found`; `conflict` when the plan waits no more, when a
 * choice has changed it since `revision`, or when nothing could go; `plan_changed` when it has another hash.
 */
export async function approveRun(ctx: WorkspaceCtx, approval: Approval): Promise<void> {
  const { runId, what, revision, planHash } = approval;
  const changeIds = approval.what === "ticked" ? { changeIds: approval.changeIds } : {};
  const { syncId, fence } = await decide(ctx, runId, {
    decision: what,
    state: "queued",
    ...changeIds,
    revision,
    planHash,
  });
  await sendRunRequested({ orgId: ctx.orgId, workspaceId: ctx.workspaceId, syncId, runId }, fence);
}

/** Discards a held plan. What a guard let through before it was held stays applied. */
export async function discardRun(ctx: WorkspaceCtx, { runId }: { runId: string }): Promise<void> {
  const { appliedAt } = await getRunRow(ctx, runId);
  await decide(ctx, runId, {
    decision: "discard",
    state: appliedAt ? "succeeded_with_issues" : "cancelled",
  });
}

type Seen = Decision & Pick<Approval, "revision" | "planHash">;

async function decide(
  ctx: WorkspaceCtx,
  runId: string,
  { revision, planHash, ...decision }: Seen,
): Promise<RunRow> {
  const seen = await getRunRow(ctx, runId);
  const decided = await ctx.db.run(async (tx) => {
    const run = await recordDecision(tx, ctx, runId, decision);
    if (!run) {
      if (hasExpired(seen, ctx.clock())) throw expired();
      throw new AppError("conflict", "This plan is no longer pending approval.", {
        remedy: "Reload the page to see what happened to it.",
      });
    }
    if (revision !== undefined && revision !== run.planRevision) throw changedSince();
    if (planHash !== undefined && planHash !== run.planHash) throw otherPlan();
    const { out, go } = await leaveOut(tx, ctx, run, decision);
    if (decision.decision === "ticked" && go === 0) throw nothingGoes();
    if (decision.decision !== "discard" && out > 0) {
      await addNote(tx, ctx, runId, `${plural(out, "planned change was", "planned changes were")} left out.`);
    }
    if (decision.decision !== "discard") await endSetup(tx, ctx, run.syncId);
    await writeAudit(tx, ctx, {
      action: decision.decision === "discard" ? "run.discard" : "run.approve",
      targetKind: "run",
      targetId: runId,
      targetLabel: await selectSyncName(tx, ctx, run.syncId),
      detail: {
        ...{ workspaceId: ctx.workspaceId, syncId: run.syncId, decision: decision.decision, go, out },
        planHash: run.planHash,
      },
    });
    return run;
  });
  await tellNow(ctx, decided.syncId);
  return decided;
}

function hasExpired({ state, decision, expiresAt }: RunRow, now: Date): boolean {
  return decision === "expired" || (state === "held" && expiresAt !== null && expiresAt <= now);
}

function expired(): AppError {
  return new AppError("conflict", "This plan has expired and can no longer be applied.", {
    remedy: "Start the sync again with Sync now, or upload the file again, to make a new plan.",
  });
}

function changedSince(): AppError {
  return new AppError("conflict", "Someone else changed a choice in this plan after you opened it.", {
    remedy: "Reload the page and review the plan again.",
  });
}

function otherPlan(): AppError {
  return new AppError("plan_changed", "The plan is no longer the one that you approve.", {
    remedy: "Read the run and its changes again, then approve it with the hash that it has now.",
  });
}

function nothingGoes(): AppError {
  return new AppError("conflict", "None of the selected changes can be applied on its own.", {
    remedy: "Also select the changes that free the e-mail addresses they need.",
  });
}

/**
 * Says of new IDs in a plan that waits whether they are the users they match. The plan changes with it: the same person
 * keeps what they had under the new ID, somebody new is created. Throws `not_found`; `conflict` when the plan waits no more.
 */
export async function chooseSame(ctx: WorkspaceCtx, choice: SameChoice): Promise<{ lines: number }> {
  const { runId, isSame } = choice;
  await getRunRow(ctx, runId);
  return ctx.db.run(async (tx) => {
    const syncId = await lockWaiting(tx, ctx, runId);
    if (syncId === null) {
      throw new AppError("conflict", "This plan is no longer pending approval.", {
        remedy: "Reload the page to see what happened to it.",
      });
    }
    const lines = await setSame(tx, ctx, choice);
    if (lines === 0) return { lines };
    await notePlanChanged(tx, ctx, runId);
    const target = {
      targetKind: "run" as const,
      targetId: runId,
      targetLabel: await selectSyncName(tx, ctx, syncId),
    };
    const detail = { workspaceId: ctx.workspaceId, syncId, samePerson: isSame, lines };
    await writeAudit(tx, ctx, { action: "run.choose_same", ...target, detail });
    return { lines };
  });
}
