import { isWaitingForFile } from "@/lib/model/run-state";
import type { Need } from "@/lib/overview/views";
import type { SyncItem } from "@/lib/syncs/views";

const ORDER = ["failed", "unreachable", "late"] as const satisfies Need["kind"][];

/** What syncs need someone for beside a pending plan, the worst first, then what has waited longest. */
export function needsOf(syncs: readonly SyncItem[]): Need[] {
  return syncs
    .flatMap(needsOfSync)
    .sort((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind) || a.since.getTime() - b.since.getTime());
}

/** Whether someone has to look at a sync. */
export function needsSomeone(sync: SyncItem): boolean {
  return sync.heldRunId !== null || needsOfSync(sync).length > 0;
}

function needsOfSync(sync: SyncItem): Need[] {
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
  if (lateSince) needs.push({ kind: "late", sync, since: lateSince, failure: null });
  return needs;
}
