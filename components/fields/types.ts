import type { ActionResult, WorkspaceScope } from "@/lib/action";
import type { FieldUse } from "@/lib/fields/read";
import type { CreateFieldInput, UpdateFieldInput } from "@/lib/fields/schema";

type Verb<I, O> = (scope: WorkspaceScope, input: I) => Promise<ActionResult<O>>;

/** What the fields page can do; the page hands them down, because components know no pages. */
export type FieldActions = {
  create: Verb<CreateFieldInput, { id: number }>;
  update: Verb<UpdateFieldInput, { cleared: number }>;
  reorder: Verb<{ ids: number[] }, void>;
  remove: Verb<{ id: number }, { cleared: number }>;
  getUse: Verb<{ id: number }, FieldUse>;
};
