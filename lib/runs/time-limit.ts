import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { plural } from "@/lib/format/plural";
import type { RunRow } from "@/lib/runs/store";

const MINUTE_MS = 60_000;

/** How long a run may take from when a worker took it; the time a person takes to decide does not count. */
export function limitMs(): number {
  return env().RUN_MINUTES_MAX * MINUTE_MS;
}

/** When the run has to have come to its apply, which is never cut off. */
export function deadlineOf({ takenAt }: Pick<RunRow, "takenAt">): Date | null {
  return takenAt && new Date(takenAt.getTime() + limitMs());
}

export function tookTooLong(): AppError {
  const limit = plural(env().RUN_MINUTES_MAX, "minute");
  return new AppError("run_too_long", `The run took longer than ${limit}. Nothing was changed.`, {
    remedy:
      "Check how fast the server sends the file, then start the sync again. The administrator of this installation can allow more time (RUN_MINUTES_MAX).",
  });
}
