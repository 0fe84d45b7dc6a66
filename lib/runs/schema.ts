import { z } from "zod";
import { OPTION_LABEL_CHARS_MAX, OPTIONS_MAX } from "@/lib/model/limits";

/** Shared by the actions on runs. */
export const runIdInput = z.object({ runId: z.uuid() });
/** `revision`: of the plan that was seen. */
const seenPlan = runIdInput.extend({ revision: z.number().int().nonnegative().optional() });
export const approveRunInput = z.discriminatedUnion("what", [
  seenPlan.extend({ what: z.enum(["all", "creates_and_updates"]) }),
  seenPlan.extend({
    what: z.literal("ticked"),
    changeIds: z.array(z.number().int().positive()).min(1).max(10_000),
  }),
]);

const foundValue = z.string().min(1).max(OPTION_LABEL_CHARS_MAX);

/** What becomes of values that a run found in a column: new options or teams, or other spellings of existing ones. */
export const repairValuesInput = runIdInput.extend({
  kind: z.enum(["options", "teams"]),
  column: z.string().min(1).max(500),
  add: z.array(foundValue).max(OPTIONS_MAX),
  means: z.array(z.object({ value: foundValue, option: foundValue })).max(OPTIONS_MAX),
  /** Asks for a preview too. */
  runs: z.boolean(),
});

export type ValueRepairs = z.output<typeof repairValuesInput>;

const header = z.string().min(1).max(500);

/** `header`: what the file lacks. `column`: the one of its columns that it is now; null goes on without it. */
export const repairColumnsInput = runIdInput.extend({
  repairs: z
    .array(z.object({ header, column: header.nullable() }))
    .min(1)
    .max(500),
});

export type ColumnRepairs = z.output<typeof repairColumnsInput>;

/** Null for all users that the run has met. */
export const takeOverInput = runIdInput.extend({
  userIds: z.array(z.number().int().positive()).min(1).max(10_000).nullable(),
});

export type TakeOver = z.output<typeof takeOverInput>;

export const chooseSameInput = z.union([
  runIdInput.extend({
    isSame: z.boolean(),
    changeIds: z.array(z.number().int().positive()).min(1).max(10_000),
  }),
  runIdInput.extend({ isSame: z.boolean(), on: z.enum(["address_and_names", "address", "names"]) }),
]);

/** Whether text of an address can be the id of a run. */
export function isRunId(text: string): boolean {
  return runIdInput.safeParse({ runId: text }).success;
}
