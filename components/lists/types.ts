import type { ActionResult, WorkspaceScope } from "@/lib/action";
import type { AskedPeople } from "@/lib/lists/get-run-effects";
import type { EditedList, NewList } from "@/lib/lists/schema";
import type { RulePreview, RunPerson } from "@/lib/lists/views";
import type { RuleGroup } from "@/lib/model/rule";

type Call<I, T> = (scope: WorkspaceScope, input: I) => Promise<ActionResult<T>>;

/** The server actions that pages pass to the components of lists. */
export type CreateList = Call<NewList, { id: number }>;
export type UpdateList = Call<EditedList, void>;
export type DeleteList = Call<{ id: number }, void>;
export type PreviewRule = Call<{ rule: RuleGroup }, RulePreview>;
export type AddListUsers = Call<{ id: number; userIds: number[] }, { added: number }>;
export type RemoveListUsers = Call<{ id: number; userIds: number[] }, { removed: number }>;
export type ListEffectPeople = Call<AskedPeople, { people: RunPerson[]; next: number | null }>;
