import type { JobEvent } from "@/drizzle/schema/job-events";
import type { FunctionConfig } from "./configs";

/** Calls of a lane have worker slots of their own: `work` computes, `download` waits for someone's server. */
export type Lane = "work" | "download" | "cron";

/** How functions that know nothing of each other share the worker. */
export type Sharing = {
  /** Whose turn a run takes; empty for what belongs to no tenant. */
  tenantOf: (event: JobEvent) => string;
  /** The lane of a run's first call, and of all later ones. */
  lanesOf: (config: FunctionConfig) => { first: Lane; later: Lane };
};

/** Schedules keep running, whatever else is queued. */
export const byTrigger: Sharing = {
  tenantOf: () => "",
  lanesOf: ({ crons }) => (crons.length > 0 ? all("cron") : all("work")),
};

function all(lane: Lane): { first: Lane; later: Lane } {
  return { first: lane, later: lane };
}
