import { z } from "zod";

/** Shared by the actions on runs. */
export const namedRun = z.object({ runId: z.uuid() });
export const approvedRun = z.discriminatedUnion("what", [
  namedRun.extend({ what: z.enum(["all", "creates_and_updates"]) }),
  namedRun.extend({
    what: z.literal("ticked"),
    changeIds: z.array(z.number().int().positive()).min(1).max(10_000),
  }),
]);

/** Whether text of an address can be the id of a run. */
export function isRunId(text: string): boolean {
  return namedRun.safeParse({ runId: text }).success;
}
