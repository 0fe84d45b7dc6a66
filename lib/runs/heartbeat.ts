import type { WorkspaceCtx } from "@/lib/context";
import { env, supportContact } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { plural } from "@/lib/format/plural";
import type { RunLease } from "@/lib/model/run-ref";
import type { Heartbeat, RunUpdate } from "@/lib/pipeline/heartbeat";
import { type RunRow, writeProgress } from "@/lib/runs/store";

const EVERY_MS = 700;

/** Tells people how far a run is and keeps its lease, at a steady pace whatever the rooms do. */
export function startHeartbeat(ctx: WorkspaceCtx, lease: RunLease, deadline: Date | null = null): Heartbeat {
  const at: RunUpdate = {};
  const controller = new AbortController();
  let writing: Promise<void> = Promise.resolve();

  const beat = (): Promise<void> => {
    writing = writing.then(async () => {
      try {
        requireTime(ctx, deadline);
        await writeProgress(ctx, lease, at);
      } catch (error) {
        controller.abort(error);
        throw error;
      }
    });
    return writing;
  };
  const timer = setInterval(() => {
    // The signal carries the failure to the code that works on the run; a beat alone has no caller to report to.
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

const MINUTE_MS = 60_000;

/** How long a run may take from when a worker took it; the time a person takes to decide does not count. */
export function limitMs(): number {
  return env().RUN_MINUTES_MAX * MINUTE_MS;
}

/** When the run has to have come to its apply, which is never cut off. */
export function deadlineOf({ takenAt }: Pick<RunRow, "takenAt">): Date | null {
  return takenAt && new Date(takenAt.getTime() + limitMs());
}

/** Throws `run_too_long` once it is over. */
export function requireTime({ clock }: Pick<WorkspaceCtx, "clock">, deadline: Date | null): void {
  if (deadline && clock() > deadline) throw tookTooLong();
}

export function tookTooLong(): AppError {
  const limit = plural(env().RUN_MINUTES_MAX, "minute");
  return new AppError("run_too_long", `The run took longer than ${limit}. Nothing was changed.`, {
    remedy: `Check how fast the server sends the file, then start the sync again. To allow more time, ask ${supportContact()}.`,
  });
}
