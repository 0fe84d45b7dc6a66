import type { WorkspaceCtx } from "@/lib/context";
import { type Addition, TEAMS_FIELD } from "@/lib/model/field";
import type { GuardTrip } from "@/lib/model/guard";
import { PREVIEW } from "@/lib/pipeline/guard/guards";
import type { Heartbeat } from "@/lib/pipeline/heartbeat";
import { usedAdditions } from "@/lib/pipeline/persistence/additions.store";
import { teamsForPlan } from "@/lib/pipeline/persistence/inputs.store";
import { hashPlan } from "@/lib/pipeline/persistence/plan-hash.store";
import { type PlanUndoInput, planUndo } from "@/lib/pipeline/plan-undo";
import { finish, getRunRow } from "@/lib/runs/store";

type Input = Omit<PlanUndoInput, "teamsBack">;

const SHOWN_FIRST: GuardTrip = {
  code: PREVIEW,
  holds: "all",
  reason: "This is what undoing would change. Nothing is applied until you approve it.",
};

/** Makes the plan of an undo and lets it wait for a person; ends it when there is nothing left to undo. */
export async function planUndoRun(
  ctx: WorkspaceCtx,
  { notes, ...input }: Input & { notes: readonly string[] },
  beat: Heartbeat,
): Promise<void> {
  beat.at.phase = "planning";
  const teams = await teamsTakenAlong(ctx, input);
  const counts = await planUndo(ctx, { ...input, teamsBack: teams.map(({ id }) => id) }, beat);
  await beat.stop();
  const at = { ...beat.at, counts, durations: {} };
  const { lease, syncId } = input;
  if (counts.updated + counts.removed + counts.restored > 0) {
    await finish(ctx, lease, syncId, {
      ...at,
      additions: await usedAdditions(ctx, lease.runId, teams),
      planHash: await ctx.db.run((tx) => hashPlan(tx, ctx, lease.runId)),
      state: "held",
      guards: [SHOWN_FIRST],
      notes: [...notes],
    });
    return;
  }
  await finish(ctx, lease, syncId, { ...at, state: "no_change", notes: [...notes, NOTHING_LEFT] });
}

/** The teams that an undo has taken with it: when it is undone itself they come back, with the ids they had. */
async function teamsTakenAlong(ctx: WorkspaceCtx, { undoes }: Input): Promise<Addition[]> {
  const undone = await getRunRow(ctx, undoes);
  if (!undone.undoes) return [];
  const { additions } = await getRunRow(ctx, undone.undoes);
  const there = new Set((await teamsForPlan(ctx)).map(({ id }) => id));
  return additions.filter(({ fieldId, id }) => fieldId === TEAMS_FIELD && !there.has(id));
}

const NOTHING_LEFT =
  "There is nothing to undo: all users already have their earlier values, or were changed since the run.";
