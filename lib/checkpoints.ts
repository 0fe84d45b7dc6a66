import { channel } from "node:diagnostics_channel";

/** The checkpoints of a run, in their order, those of a bulk edit, and those of a look at a file. */
type Checkpoint =
  | "after-download"
  | "mid-read"
  | "after-stage"
  | "mid-plan"
  | "before-apply"
  | "after-commit"
  | "in-report"
  | "in-batch"
  | "between-batches"
  | "look-fetched"
  | "look-read";

const checkpoints = channel("rollcall.checkpoints");

/**
 * Announces that a job has come to a named checkpoint. Only `tests/jobs` listens: it kills the process or its database
 * exactly there. Without a listener this reads one boolean.
 */
export function checkpoint(name: Checkpoint): void {
  if (checkpoints.hasSubscribers) checkpoints.publish(name);
}
