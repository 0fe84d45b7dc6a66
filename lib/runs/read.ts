import { addDays } from "date-fns";
import type { WorkspaceCtx } from "@/lib/context";
import { isAppError, notFound } from "@/lib/errors";
import type { RunState } from "@/lib/model/run-state";
import { type ExpiringPlan, selectExpiring } from "@/lib/runs/expiry.store";
import {
  countIssues,
  type IssueFilter,
  selectIssueGroups,
  selectIssues,
} from "@/lib/runs/views/issues.store";
import { selectProgress, selectRun } from "@/lib/runs/views/run-detail.store";
import {
  countRuns,
  selectLatestRunId,
  selectRunMonths,
  selectRuns,
  selectRunsAfter,
} from "@/lib/runs/views/runs.store";
import type {
  IssueGroup,
  IssueItem,
  RunDetail,
  RunItem,
  RunMonth,
  RunProgress,
} from "@/lib/runs/views/types";

/** A run of the workspace. Throws `not_found`. */
export async function getRun(ctx: WorkspaceCtx, { runId }: { runId: string }): Promise<RunDetail> {
  const run = await ctx.db.run((tx) => selectRun(tx, ctx, runId));
  if (!run) throw notFound("This run");
  return run;
}

/** A run of the workspace; null when there is none. */
export async function findRun(ctx: WorkspaceCtx, { runId }: { runId: string }): Promise<RunDetail | null> {
  try {
    return await getRun(ctx, { runId });
  } catch (error) {
    if (isAppError(error) && error.code === "not_found") return null;
    throw error;
  }
}

/** The newest run of a sync, whatever its state; null before the first. */
export async function findLatestRun(
  ctx: WorkspaceCtx,
  { syncId }: { syncId: string },
): Promise<string | null> {
  return (await ctx.db.run((tx) => selectLatestRunId(tx, ctx, syncId))) ?? null;
}

type RunQuery = {
  /** None for every state. */
  states: readonly RunState[];
  syncId: string | null;
  /** From 1. */
  page: number;
  pageSize: number;
};

/** A page of the workspace's runs, newest first, and how many there are on all pages. */
export async function listRuns(
  ctx: WorkspaceCtx,
  { page, pageSize, ...filter }: RunQuery,
): Promise<{ runs: RunItem[]; total: number }> {
  return ctx.db.run(async (tx) => ({
    runs: await selectRuns(tx, ctx, filter, { limit: pageSize, offset: (page - 1) * pageSize }),
    total: await countRuns(tx, ctx, filter),
  }));
}

type RunPlace = { createdAt: Date; id: string };

/** Up to `limit` runs of the workspace behind `after`, newest first, and the last of them where there are more. */
export async function listRunsAfter(
  ctx: WorkspaceCtx,
  {
    after,
    limit,
    ...filter
  }: Pick<RunQuery, "states" | "syncId"> & { after: RunPlace | null; limit: number },
): Promise<{ runs: RunItem[]; next: RunPlace | null }> {
  const found = await ctx.db.run((tx) => selectRunsAfter(tx, ctx, filter, { after, limit: limit + 1 }));
  const runs = found.slice(0, limit);
  return { runs, next: found.length > limit ? (runs.at(-1) ?? null) : null };
}

/** The sums of runs that are no longer listed, newest month first; of one sync, or of all of the workspace. */
export async function listRunMonths(ctx: WorkspaceCtx, syncId: string | null): Promise<RunMonth[]> {
  return ctx.db.run((tx) => selectRunMonths(tx, ctx, syncId));
}

/** How far a run is: one row by its key, cheap enough to ask every second. Throws `not_found`. */
export async function runProgress(ctx: WorkspaceCtx, { runId }: { runId: string }): Promise<RunProgress> {
  const progress = await ctx.db.run((tx) => selectProgress(tx, ctx, runId));
  if (!progress) throw notFound("This run");
  return progress;
}

const SOON_DAYS = 2;

/** The plans of the workspace that are pending, the first one to expire first, and whether that is within two days. */
export async function listPending(ctx: WorkspaceCtx): Promise<(ExpiringPlan & { isExpiring: boolean })[]> {
  const now = ctx.clock();
  const plans = await ctx.db.run((tx) => selectExpiring(tx, ctx, { after: now, before: null }));
  const soon = addDays(now, SOON_DAYS);
  return plans.map((plan) => ({ ...plan, isExpiring: plan.expiresAt < soon }));
}

type IssueQuery = IssueFilter & {
  /** From 1. */
  page: number;
  pageSize: number;
};

/** A page of a run's issues and how many match on all pages. Of a run with very many, the first 10,000 are kept. */
export async function listIssues(
  ctx: WorkspaceCtx,
  { page, pageSize, ...filter }: IssueQuery,
): Promise<{ issues: IssueItem[]; total: number }> {
  return ctx.db.run(async (tx) => ({
    issues: await selectIssues(tx, ctx, filter, { limit: pageSize, offset: (page - 1) * pageSize }),
    total: await countIssues(tx, ctx, filter),
  }));
}

/** The issues of a run by code, all of them, what is worst first. */
export async function groupIssues(ctx: WorkspaceCtx, { runId }: { runId: string }): Promise<IssueGroup[]> {
  return [...(await ctx.db.run((tx) => selectIssueGroups(tx, ctx, runId)))];
}
