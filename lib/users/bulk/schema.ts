import { z } from "zod";
import { BULK_USERS_MAX } from "@/lib/users/bulk/limits";
import { userFilters } from "@/lib/users/filters";

/** Shared by the bar of selected users and its actions. */
const id = z.number().int().positive();

const userIds = z
  .array(id)
  .min(1, "Choose at least one user.")
  .max(BULK_USERS_MAX, "At most 1,000 users at a time.");

export const userIdsInput = z.object({ userIds });
export const stayingUsersInput = z.object({ runId: z.uuid(), userIds });
export const bulkFieldInput = z.object({
  userIds,
  fieldId: id,
  /** As a form holds it: text, or option ids as text. Empty clears the field. */
  value: z.union([z.string(), z.array(z.string())]),
});
export const bulkTeamInput = z.object({
  userIds,
  teamId: id,
  role: z.enum(["member", "manager"]),
  what: z.enum(["add", "remove"]),
});
export const bulkListInput = z.object({ userIds, listId: id, what: z.enum(["add", "remove"]) });
/** Everyone whom a list of active users shows. */
export const matchingUsersInput = z.object({
  search: z.string().max(200),
  source: z.string().max(100).nullable(),
  filters: userFilters,
});

export type BulkField = z.output<typeof bulkFieldInput>;
export type MatchingUsers = z.output<typeof matchingUsersInput>;
