import type { WorkspaceCtx } from "@/lib/context";
import { type Held, type Progress, progress } from "@/lib/runs/store";
import { tookTooLong } from "@/lib/runs/time-limit";

const EVERY_MS = 700;

export type Heartbeat = {
  /** What is written at the next beat. To be changed in place. */
  at: Progress;
  /** Aborted when the run was cancelled, taken over, or has had all its time. */
  signal: AbortSignal;
  /** Writes now, and throws when the run is not ours any more. */
  beat: () => Promise<void>;
  stop: () => Promise<void>;
};

/** Tells people how far a run is and keeps its lease, at a steady pace whatever the rooms do. */
export function startHeartbeat(ctx: WorkspaceCtx, held: Held, deadline: Date | null = null): Heartbeat {
  const at: Progress = {};
  const controller = new AbortController();
  let writing: Promise<void> = Promise.resolve();

  const beat = (): Promise<void> => {
    writing = writing.then(async () => {
      try {
        if (deadline && ctx.clock() > deadline) throw tookTooLong();
        await progress(ctx, held, at);
      } catch (error) {
        controller.abort(error);
        throw error;
      }
    });
    return writing;
  };
  const timer = setInterval(() => {
    // The signal carries the failure to whoever works on the run; a beat by itself has nobody to tell.
    beat().catch(() => clearInterval(timer));
  }, EVERY_MS);

  return {
    at,
    signal: controller.signal,
    beat,
    stop: async () => {
      clearInterval(timer);
      await writing.catch(() => undefined);
    },
  };
}
