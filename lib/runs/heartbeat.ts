import type { WorkspaceCtx } from "@/lib/context";
import type { RunLease } from "@/lib/model/run-ref";
import type { Heartbeat, RunUpdate } from "@/lib/pipeline/heartbeat";
import { writeProgress } from "@/lib/runs/store";
import { tookTooLong } from "@/lib/runs/time-limit";

const EVERY_MS = 700;

/** Tells people how far a run is and keeps its lease, at a steady pace whatever the rooms do. */
export function startHeartbeat(ctx: WorkspaceCtx, lease: RunLease, deadline: Date | null = null): Heartbeat {
  const at: RunUpdate = {};
  const controller = new AbortController();
  let writing: Promise<void> = Promise.resolve();

  const beat = (): Promise<void> => {
    writing = writing.then(async () => {
      try {
        if (deadline && ctx.clock() > deadline) throw tookTooLong();
        await writeProgress(ctx, lease, at);
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
