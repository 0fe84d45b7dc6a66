import { RULE_CONDITIONS_MAX } from "@/lib/model/rule";
import { copyOf, type DraftGroup, type DraftPart, isDraftGroup } from "@/lib/rules/draft";

/** A change of one part of a draft, found by its key. */
export type Edit =
  | { do: "set"; key: string; part: DraftPart }
  | { do: "add"; into: string; part: DraftPart }
  | { do: "copy"; key: string }
  | { do: "remove"; key: string };

/** The draft after a change; unchanged parts stay the same objects. */
export function editDraft(group: DraftGroup, edit: Edit): DraftGroup {
  if (edit.do === "set" && edit.key === group.key && isDraftGroup(edit.part)) return edit.part;
  const parts = group.parts.flatMap((part): readonly DraftPart[] => {
    if ("key" in edit && part.key === edit.key) {
      if (edit.do === "remove") return [];
      return edit.do === "copy" ? [part, copyOf(part)] : [edit.part];
    }
    return [isDraftGroup(part) ? editDraft(part, edit) : part];
  });
  const added = edit.do === "add" && edit.into === group.key ? [...parts, edit.part] : parts;
  const isSame = added.length === group.parts.length && added.every((part, at) => part === group.parts[at]);
  return isSame ? group : { ...group, parts: added };
}

export function conditionCount(part: DraftPart): number {
  return isDraftGroup(part) ? part.parts.reduce((sum, each) => sum + conditionCount(each), 0) : 1;
}

/** Whether `more` conditions may be added. */
export function hasRoom(whole: DraftGroup, more = 1): boolean {
  return conditionCount(whole) + more <= RULE_CONDITIONS_MAX;
}
