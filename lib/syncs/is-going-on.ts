import type { SyncItem } from "@/lib/syncs/views";

/** Whether a run of the sync waits or is at work: then what is shown of it will change by itself. */
export function isGoingOn({ lastRun }: Pick<SyncItem, "lastRun">): boolean {
  return lastRun?.state === "queued" || lastRun?.state === "running";
}
