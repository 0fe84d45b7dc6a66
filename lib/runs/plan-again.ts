import type { WorkspaceCtx } from "@/lib/context";
import type { RunLease } from "@/lib/model/run-ref";
import { finish, type RunRow, resetPlan } from "@/lib/runs/store";

export const PLANNED_AGAIN =
  "A user, an option or a team was added or edited while this run was under way, so it was planned once more.";

/** Sets a run whose plan clashed back to be planned anew, once; a second clash ends it. True when it goes on. */
export async function planAgain(ctx: WorkspaceCtx, lease: RunLease, run: RunRow): Promise<boolean> {
  const again = !run.notes.includes(PLANNED_AGAIN) && !run.appliedAt;
  if (again) {
    await resetPlan(ctx, lease, [...run.notes, PLANNED_AGAIN]);
    return true;
  }
  await finish(ctx, lease, run.syncId, {
    state: "failed",
    failure: {
      code: "conflict",
      message:
        "The plan could not be applied: an address or a name it needs was taken meanwhile. Nothing was changed.",
      remedy: "Start the sync again with Sync now; the new plan will see the users as they are then.",
    },
  });
  return false;
}
