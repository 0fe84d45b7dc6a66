export type Counts = {
  read: number;
  created: number;
  updated: number;
  removed: number;
  restored: number;
  unchanged: number;
  skipped: number;
  errors: number;
  warnings: number;
  /** Updates that take a team from someone who leads it or is in it; absent for none. */
  teamLosses?: number;
  /** Changes of the plan that were discarded, left out or expired, and the removals among them; absent for none. */
  discarded?: number;
  discardedRemovals?: number;
};

export type RunPhase = "connecting" | "downloading" | "reading" | "planning" | "applying";

export type RunTrigger = "schedule" | "arrival" | "manual" | "upload" | "undo";

/** Whether users of the sync that the file does not name are removed. */
export type RunMode = "complete" | "add_and_update";
