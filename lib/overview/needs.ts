import { isWaitingForFile } from "@/lib/model/run-state";
import type { Need, RowErrors } from "@/lib/overview/views";
import type { SyncItem } from "@/lib/syncs/views";

const ORDER = ["failed", "unreachable", "undone", "late", "row_errors"] as const satisfies Need["kind"][];

/** What syncs need someone for beside a pending plan, the worst first, then what has waited longest. */
export function needsOf(syncs: readonly SyncItem[], rowErrors: readonly RowErrors[] = []): Need[] {
  return syncs
    .flatMap((sync) => needsOfSync(sync, rowErrors))
    .sort((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind) || a.since.getTime() - b.since.getTime());
}

/** Whether someone has to look at a sync. */
export function needsSomeone(sync: SyncItem, rowErrors: readonly RowErrors[] = []): boolean {
  return sync.heldRunId !== null || needsOfSync(sync, rowErrors).length > 0;
}

function needsOfSync(sync: SyncItem, rowErrors: readonly RowErrors[]): Need[] {
  const { lastRun, lateSince, looksFailingSince, lookFailure } = sync;
  const needs: Need[] = [];
  // Waiting for a file is an alarm only once the file is late.
  if (lastRun?.state === "failed" && !isWaitingForFile(lastRun)) {
    const since = lastRun.finishedAt ?? lastRun.createdAt;
    needs.push({ kind: "failed", sync, since, failure: lastRun.failure });
  }
  if (looksFailingSince) {
    needs.push({ kind: "unreachable", sync, since: looksFailingSince, failure: lookFailure });
  }
  const undoneAt = undoneSince(sync);
  if (undoneAt) needs.push({ kind: "undone", sync, since: undoneAt, failure: null });
  if (lateSince) needs.push({ kind: "late", sync, since: lateSince, failure: null });
  const found = rowErrors.find(({ syncId }) => syncId === sync.id);
  if (found) needs.push({ kind: "row_errors", sync, since: found.since, failure: null, errors: found.count });
  return needs;
}

/** When the last run was undone, if the next one, which comes by itself, would make its changes again. */
function undoneSince({ lastRun, nextRunAt, paused, sourceKind }: SyncItem): Date | null {
  if (lastRun?.trigger !== "undo" || paused || sourceKind === "upload" || nextRunAt === null) return null;
  const hasUndone = lastRun.state === "succeeded" || lastRun.state === "succeeded_with_issues";
  return hasUndone ? (lastRun.finishedAt ?? lastRun.createdAt) : null;
}
