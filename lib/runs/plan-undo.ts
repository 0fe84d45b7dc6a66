import type { WorkspaceCtx } from "@/lib/context";
import type { Heartbeat } from "@/lib/runs/heartbeat";
import { close } from "@/lib/runs/store";
import type { GuardTrip } from "@/lib/sync/types";
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
      state: "held",
      guards: [SHOWN_FIRST],
      notes: [...notes],
    });
    return;
  }
  await close(ctx, held, syncId, { ...at, state: "no_change", notes: [...notes, NOTHING_LEFT] });
}

const NOTHING_LEFT =
  "There is nothing left to undo: everybody is as they were, or was changed by someone since.";
