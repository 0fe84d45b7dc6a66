import { z } from "zod";

/** Shared by the actions on runs. */
export const namedRun = z.object({ runId: z.uuid() });
export const approvedRun = namedRun.extend({ what: z.enum(["all", "creates_and_updates"]) });

/** Whether text of an address can be the id of a run. */
export function isRunId(text: string): boolean {
  return namedRun.safeParse({ runId: text }).success;
}
