import type { ActionResult, WorkspaceScope } from "@/lib/action";
import type { EditedUser, UserInput } from "@/lib/users/schema";

type Verb<I, O> = (scope: WorkspaceScope, input: I) => Promise<ActionResult<O>>;

export type CreateUser = Verb<UserInput, { id: number }>;
export type UpdateUser = Verb<EditedUser, { changed: boolean }>;
export type RemoveUser = Verb<{ id: number }, { purgeAt: Date }>;
export type RestoreUser = Verb<{ id: number }, void>;
