import { channel } from "node:diagnostics_channel";

/** The points of a run's work, in their order. */
type Point =
  | "after-download"
  | "mid-read"
  | "after-stage"
  | "mid-plan"
  | "before-apply"
  | "after-commit"
  | "in-report";

const points = channel("rollcall.points");

/**
 * Says that a run's work has come to a named point. Nobody listens but the tests in `tests/jobs`, which kill the
 * process or its database just there; otherwise it is a look at a boolean.
 */
export function reached(point: Point): void {
  if (points.hasSubscribers) points.publish(point);
}
