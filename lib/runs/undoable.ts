import { addDays } from "date-fns";
import type { ChangeStatus } from "@/drizzle/schema/changes";
import type { RunState } from "@/lib/model/run";

/** How long a run can be undone: as long as removed users can be restored. */
const UNDO_DAYS = 30;

type Facts = {
  state: RunState;
  appliedStatuses: readonly ChangeStatus[];
  appliedAt: Date | null;
  finishedAt: Date | null;
  purgedAt: Date | null;
  detachedAt: Date | null;
  /** An undo of it is on its way or was applied. */
  isUndone: boolean;
};

/** Until when a run can be undone; null for one that changed nothing, is not at its end, or is undone already. */
export function undoableUntil(run: Facts, now: Date): Date | null {
  const { appliedAt, finishedAt, purgedAt, detachedAt, isUndone } = run;
  if (run.appliedStatuses.length === 0 || !appliedAt || !finishedAt || purgedAt || detachedAt || isUndone)
    return null;
  if (run.state === "undone") return null;
  const until = addDays(appliedAt, UNDO_DAYS);
  return until > now ? until : null;
}
