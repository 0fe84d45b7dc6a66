import type { FieldOption, FieldType } from "@/lib/model/field";
import type { ColumnTarget } from "@/lib/model/mapping";
import type { RuleGroup } from "@/lib/model/rule";

/** How long the values of a field are kept after its type was changed. */
export const TYPE_UNDO_DAYS = 30;

/** A field as it was. `label` is what it was called then. */
export type FieldBefore = { id: number; label: string; type: FieldType; options: FieldOption[] };

/** What named the field, as it was and as it followed: `target` is null where a column filled the field by its name. */
export type FieldFollowers = {
  syncs: { id: string; header: string; target: ColumnTarget | null }[];
  lists: { id: number; before: RuleGroup; after: RuleGroup }[];
};
