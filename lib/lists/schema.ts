import { z } from "zod";
import { rule } from "@/lib/model/rule";

/** Shared by the forms and their actions. */
const LIST_NAME_CHARS_MAX = 100;
/** The most users that one step adds: what a person selects, not an import. */
const ADDED_MAX = 500;

const name = z
  .string()
  .trim()
  .min(1, "Enter a name.")
  .max(LIST_NAME_CHARS_MAX, `At most ${LIST_NAME_CHARS_MAX} characters.`)
  .refine((value) => !/[\r\n]/.test(value), "A name is one line.");
const description = z.string().trim().max(500, "At most 500 characters.");
const id = z.number().int().positive();

export const createListInput = z.object({
  name,
  description,
  kind: z.enum(["static", "dynamic"]),
  rule: rule.nullable(),
});
export const updateListInput = z.object({ id, name, description, rule: rule.nullable() });
export const listIdInput = z.object({ id });
export const previewRuleInput = z.object({ rule });
export const listUsersInput = z.object({ id, userIds: z.array(id).min(1).max(ADDED_MAX) });

export type NewList = z.output<typeof createListInput>;
export type EditedList = z.output<typeof updateListInput>;
