import { isOpen } from "@/lib/model/run-state";
import type { RunItem } from "@/lib/runs/views/types";

type Times = Pick<RunItem, "state" | "startedAt" | "finishedAt" | "decidedAt" | "durations">;

/**
 * How long a run has worked, in milliseconds. What a person took to decide is no part of it. Null for one that never
 * started, and for one that is working.
 */
export function workedMs({ state, startedAt, finishedAt, decidedAt, durations }: Times): number | null {
  if (!startedAt || isOpen(state)) return null;
  const waited = state === "held" || decidedAt !== null;
  const begun = waited ? decidedAt : startedAt;
  const last = finishedAt && begun ? Math.max(0, finishedAt.getTime() - begun.getTime()) : 0;
  if (!waited) return last;
  return Object.values(durations).reduce<number>((sum, ms) => sum + (ms ?? 0), last);
}
