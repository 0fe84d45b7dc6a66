import type { RunItem } from "@/lib/runs/views/types";

/** Whether a run began while the new file was late that its sync still waits for. */
export function wasLate({ sync, createdAt }: Pick<RunItem, "sync" | "createdAt">): boolean {
  return sync.lateSince !== null && createdAt >= sync.lateSince;
}
