import { z } from "zod";
import { OPTION_LABEL_CHARS_MAX, OPTIONS_MAX } from "@/lib/fields/limits";

/** Shared by the actions on runs. */
export const namedRun = z.object({ runId: z.uuid() });
export const approvedRun = z.discriminatedUnion("what", [
  namedRun.extend({ what: z.enum(["all", "creates_and_updates"]) }),
  namedRun.extend({
    what: z.literal("ticked"),
    changeIds: z.array(z.number().int().positive()).min(1).max(10_000),
  }),
]);

export const addedValues = namedRun.extend({
  column: z.string().min(1).max(500),
  values: z.array(z.string().min(1).max(OPTION_LABEL_CHARS_MAX)).min(1).max(OPTIONS_MAX),
});

export type AddedValues = z.output<typeof addedValues>;

/** Whether text of an address can be the id of a run. */
export function isRunId(text: string): boolean {
  return namedRun.safeParse({ runId: text }).success;
}
