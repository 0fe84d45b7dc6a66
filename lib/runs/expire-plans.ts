import { tellNow } from "@/lib/alerts/evaluate";
import { writeAudit } from "@/lib/audit/write-audit";
import { leaveOut } from "@/lib/runs/decision.store";
import { expiredPlans, expireRun } from "@/lib/runs/expiry.store";
import { type JobDeps, jobDeps, openSystem } from "@/lib/runs/open-run";
import { selectSyncName } from "@/lib/runs/store";

const EXPIRED_MAX = 500;

/** Ends plans that nobody has decided about in time, as if they had been discarded. Gives how many. */
export async function expirePlans(deps: JobDeps = jobDeps()): Promise<{ expired: number }> {
  let expired = 0;
  for (const { runId, syncId, ...ref } of await expiredPlans(deps.db, deps.clock(), EXPIRED_MAX)) {
    const ctx = openSystem(ref, deps);
    const isExpired = await ctx.db.run(async (tx) => {
      const run = await expireRun(tx, ctx, runId);
      if (!run) return false;
      await leaveOut(tx, ctx, run, { decision: "expired", state: "cancelled" });
      await writeAudit(tx, ctx, {
        action: "run.expire",
        targetKind: "run",
        targetId: runId,
        targetLabel: await selectSyncName(tx, ctx, syncId),
        detail: { workspaceId: ctx.workspaceId, syncId },
      });
      return true;
    });
    if (!isExpired) continue;
    expired += 1;
    await tellNow(ctx, syncId);
  }
  if (expired > 0) deps.log.info("sync.plans.expired", { expired });
  return { expired };
}
