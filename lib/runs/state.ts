import { addDays } from "date-fns";
import type { ChangeStatus } from "@/drizzle/schema/changes";
import type { Baseline } from "@/drizzle/schema/syncs";
import { contentSha256Of } from "@/lib/model/file";
import type { RunState } from "@/lib/model/run-state";
import type { RunRow } from "@/lib/runs/store";

/** The standings of the lines that a person still has to decide about; none when the run waits for nobody. */
export function undecidedOf({
  state,
  appliedAt,
}: {
  state: RunState;
  appliedAt: Date | null;
}): ChangeStatus[] {
  if (state !== "held") return [];
  return appliedAt ? ["waiting"] : ["planned", "waiting"];
}

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

type Read = Pick<RunRow, "id" | "createdAt" | "source" | "file" | "counts" | "managers" | "planKey">;

/** What the next runs of a sync are measured by, after one that read its files and was applied; null for one that read none. */
export function baselineOf({
  id,
  createdAt,
  source,
  file,
  counts,
  managers,
  planKey,
}: Read): Baseline | null {
  if (!source || !file || !counts) return null;
  return {
    runId: id,
    sha256: contentSha256Of(source),
    planKey: counts.errors === 0 ? planKey : null,
    rows: counts.read,
    headers: file.headers,
    managersSha256: managers ? contentSha256Of(managers.source) : null,
    managersRows: managers?.rows ?? null,
    modifiedAt: source.modifiedAt,
    managersModifiedAt: managers?.source.modifiedAt ?? null,
    ...(source.choice?.date ? { date: source.choice.date } : {}),
    ...(managers?.source.choice?.date ? { managersDate: managers.source.choice.date } : {}),
    readAt: createdAt.toISOString(),
  };
}
