import type { WorkspaceCtx } from "@/lib/context";
import type { Heartbeat } from "@/lib/runs/heartbeat";
import { close, getRunRow } from "@/lib/runs/store";
import { usedAdditions } from "@/lib/sync/additions/store";
import { teamsForPlan } from "@/lib/sync/inputs/store";
import { type Addition, type GuardTrip, TEAMS_FIELD } from "@/lib/sync/types";
import { planUndo, type UndoOrder } from "@/lib/sync/undo";

const SHOWN_FIRST: GuardTrip = {
  code: "preview",
  holds: "all",
  reason: "This is what undoing would change. Nothing is applied before you say so.",
};

/** Makes the plan of an undo and lets it wait for a person; ends it when there is nothing left to undo. */
export async function planUndoRun(
  ctx: WorkspaceCtx,
  { notes, ...order }: UndoOrder & { notes: readonly string[] },
  beat: Heartbeat,
): Promise<void> {
  beat.at.phase = "planning";
  const counts = await planUndo(ctx, order, beat);
  await beat.stop();
  const at = { ...beat.at, counts, durations: {} };
  const { held, syncId } = order;
  if (counts.updated + counts.removed + counts.restored > 0) {
    await close(ctx, held, syncId, {
      ...at,
      additions: await teamsComingBack(ctx, order),
      state: "held",
      guards: [SHOWN_FIRST],
      notes: [...notes],
    });
    return;
  }
  await close(ctx, held, syncId, { ...at, state: "no_change", notes: [...notes, NOTHING_LEFT] });
}

/** The teams that an undo has taken with it: when it is undone itself they come back, with the ids they had. */
async function teamsComingBack(ctx: WorkspaceCtx, { held, undoes }: UndoOrder): Promise<Addition[]> {
  const undone = await getRunRow(ctx, undoes);
  if (!undone.undoes) return [];
  const { additions } = await getRunRow(ctx, undone.undoes);
  const there = new Set((await teamsForPlan(ctx)).map(({ id }) => id));
  const gone = additions.filter(({ fieldId, id }) => fieldId === TEAMS_FIELD && !there.has(id));
  return usedAdditions(ctx, held.runId, gone);
}

const NOTHING_LEFT =
  "There is nothing left to undo: everybody is as they were, or was changed by someone since.";
