import type { ActionResult, OrgScope } from "@/lib/action";
import type { CreateWorkspaceInput, RenameWorkspaceInput } from "@/lib/workspaces/schema";

type Action<I, T> = (scope: OrgScope, input: I) => Promise<ActionResult<T>>;

/** The server actions that these components are given: components import nothing of `app`. */
export type CreateWorkspace = Action<CreateWorkspaceInput, { id: string; slug: string }>;
export type RenameWorkspace = Action<RenameWorkspaceInput, { slug: string }>;
export type DeleteWorkspace = Action<{ id: string; typedName: string }, void>;
