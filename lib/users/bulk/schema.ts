import { z } from "zod";
import { BULK_USERS_MAX } from "@/lib/users/bulk/limits";
import { userFilters } from "@/lib/users/filters";

/** Shared by the bar of selected users and its actions. */
const id = z.number().int().positive();

const userIds = z
  .array(id)
  .min(1, "Choose at least one user.")
  .max(BULK_USERS_MAX, "At most 1,000 users at a time.");

export const stayingUsersInput = z.object({ runId: z.uuid(), userIds });
/** Everyone whom a list of active users shows. */
export const matchingUsersInput = z.object({
  search: z.string().max(200),
  source: z.string().max(100).nullable(),
  filters: userFilters,
});

export type MatchingUsers = z.output<typeof matchingUsersInput>;
