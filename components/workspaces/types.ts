import type { ActionResult, OrgScope } from "@/lib/action";
import type { EditedWorkspace, NewWorkspace } from "@/lib/workspaces/schema";

type Action<I, T> = (scope: OrgScope, input: I) => Promise<ActionResult<T>>;

/** The server actions that these components are given: components import nothing of `app`. */
export type CreateWorkspace = Action<NewWorkspace, { id: string; slug: string }>;
export type RenameWorkspace = Action<EditedWorkspace, { slug: string }>;
export type DeleteWorkspace = Action<{ id: string; typedName: string }, void>;
