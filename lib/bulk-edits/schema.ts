import { z } from "zod";
import { BULK_USERS_MAX } from "@/lib/users/bulk/limits";
import { matchingUsersInput } from "@/lib/users/bulk/schema";

const id = z.number().int().positive();

const userIds = z
  .array(id)
  .min(1, "Choose at least one user.")
  .max(BULK_USERS_MAX, "At most 1,000 users at a time.");

/** Users who were selected one by one, or everyone whom a table shows. */
const who = z.union([z.object({ userIds }), z.object({ query: matchingUsersInput })]);

export const bulkFieldInput = z.object({
  who,
  fieldId: id,
  /** As a form holds it: text, or option ids as text. Empty clears the field. */
  value: z.union([z.string(), z.array(z.string())]),
});
export const bulkRemoveInput = z.object({ who });
export const bulkListInput = z.object({ who, listId: id, what: z.enum(["add", "remove"]) });
export const bulkTeamInput = z.object({
  who,
  teamId: id,
  role: z.enum(["member", "manager"]),
  what: z.enum(["add", "remove"]),
});
export const bulkEditIdInput = z.object({ id: z.uuid() });
export const describeInput = z.object({ who });

export type BulkWho = z.output<typeof who>;
export type BulkFieldInput = z.output<typeof bulkFieldInput>;
export type BulkListInput = z.output<typeof bulkListInput>;
export type BulkTeamInput = z.output<typeof bulkTeamInput>;
