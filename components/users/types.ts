import type { ActionResult, WorkspaceScope } from "@/lib/action";
import type { BulkField, MatchingUsers } from "@/lib/users/bulk/schema";
import type { BulkStanding } from "@/lib/users/bulk/standing";
import type { UpdateUserInput, UserInput } from "@/lib/users/schema";

type Verb<I, O> = (scope: WorkspaceScope, input: I) => Promise<ActionResult<O>>;

export type CreateUser = Verb<UserInput, { id: number }>;
export type UpdateUser = Verb<UpdateUserInput, { changed: boolean }>;
export type RemoveUser = Verb<{ id: number }, { purgeAt: Date }>;
export type RestoreUser = Verb<{ id: number }, void>;

type Some = { userIds: number[] };
type What = { what: "add" | "remove" };

/** The bulk actions; null without permission. */
export type BulkActions = {
  describe: Verb<Some, BulkStanding>;
  matching: Verb<MatchingUsers, { ids: number[]; more: boolean }>;
  setField: Verb<BulkField, { changed: number; same: number; left: number }> | null;
  setTeam: Verb<Some & What & { teamId: number; role: "member" | "manager" }, { done: number }> | null;
  setList: Verb<Some & What & { listId: number }, { done: number }> | null;
  remove: Verb<Some, { removed: number; left: number }> | null;
};
