import type { RunDecision } from "@/drizzle/schema/runs";
import type { WorkspaceCtx } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { sendRunRequested } from "@/lib/jobs";
import { decide, getRunRow } from "@/lib/runs/store";

/** Applies a held plan, all of it or without its removals. Exactly the plan that was shown is applied. */
export async function approveRun(
  ctx: WorkspaceCtx,
  { runId, what }: { runId: string; what: "all" | "creates_and_updates" },
): Promise<void> {
  const run = await getRunRow(ctx, runId);
  await settle(ctx, runId, what, "queued");
  await sendRunRequested({ orgId: ctx.orgId, workspaceId: ctx.workspaceId, syncId: run.syncId, runId });
}

/** Throws a held plan away. What a guard let through before it was held stays applied. */
export async function discardRun(ctx: WorkspaceCtx, { runId }: { runId: string }): Promise<void> {
  const run = await getRunRow(ctx, runId);
  await settle(ctx, runId, "discard", run.appliedAt ? "succeeded_with_issues" : "cancelled");
}

async function settle(
  ctx: WorkspaceCtx,
  runId: string,
  decision: RunDecision,
  state: "queued" | "cancelled" | "succeeded_with_issues",
): Promise<void> {
  if (await decide(ctx, runId, { decision, decidedBy: ctx.actor.label, state })) return;
  throw new AppError("conflict", "This plan is not waiting for a decision any more.", {
    remedy: "Reload the page to see what happened to it.",
  });
}
