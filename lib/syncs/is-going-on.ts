import { isOpen } from "@/lib/model/run-state";
import type { SyncItem } from "@/lib/syncs/views";

/** Whether a run of the sync waits or is running, so that the page has to be refreshed. */
export function isGoingOn({ lastRun }: Pick<SyncItem, "lastRun">): boolean {
  return lastRun !== null && isOpen(lastRun.state);
}
