import type { ActionResult, WorkspaceScope } from "@/lib/action";
import type { Audience, EditedPage, NewPage } from "@/lib/pages/schema";

type Verb<I, O> = (scope: WorkspaceScope, input: I) => Promise<ActionResult<O>>;

export type CreatePage = Verb<NewPage, { id: number }>;
export type UpdatePage = Verb<EditedPage, { version: number }>;
export type DeletePage = Verb<{ id: number }, void>;
export type ReorderPages = Verb<{ ids: number[] }, void>;
export type CountAudience = Verb<Audience, number>;
