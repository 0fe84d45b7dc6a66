import { AppError } from "@/lib/errors";
import type { FieldOption } from "@/lib/model/field";
import type { Mapping } from "@/lib/model/mapping";
import { conditionsOf, type RuleGroup } from "@/lib/model/rule";
import { mappedTarget } from "@/lib/syncs/describe-target";
import { sameText } from "@/lib/values/same-text";

export type SyncHeaders = {
  id: string;
  name: string;
  mapping: Mapping;
  /** Of the last file that it read. */
  headers: readonly string[];
};

export type ListRule = { id: number; name: string; rule: RuleGroup; pages: string[] };

/** A sync that fills a field: because of its mapping, or because a column of its last file has the label. */
export type FillingSync = { id: string; name: string; header: string; by: "mapping" | "name" };

/** A list whose rule asks for a field; `optionIds` are the options that it names. */
export type AskingList = { id: number; name: string; pages: string[]; optionIds: number[] };

/** Which syncs fill the field now. */
export function syncsFilling(
  field: { id: number; label: string },
  syncs: readonly SyncHeaders[],
): FillingSync[] {
  return syncs.flatMap(({ id, name, mapping, headers }): FillingSync[] => {
    const mapped = Object.entries(mapping.columns).find(
      ([, target]) => target.kind === "field" && target.fieldId === field.id,
    );
    if (mapped) return [{ id, name, header: mapped[0], by: "mapping" }];
    const header = byItself(field.label, mapping, headers);
    return header === undefined ? [] : [{ id, name, header, by: "name" }];
  });
}

/** Which lists ask for the field in their rules. */
export function listsAsking(fieldId: number, lists: readonly ListRule[]): AskingList[] {
  return lists.flatMap(({ id, name, pages, rule }) => {
    const asked = conditionsOf(rule).filter((part) => part.on === "field" && part.fieldId === fieldId);
    const optionIds = asked.flatMap((part) => ("optionIds" in part ? part.optionIds : []));
    return asked.length === 0 ? [] : [{ id, name, pages, optionIds: [...new Set(optionIds)] }];
  });
}

type Rename = {
  fieldId: number;
  from: string;
  to: string;
  /** Whether the next file is to have the new label as its header. */
  expectNew: boolean;
};

/**
 * The mapping of a sync once a field is renamed. A column that filled it by its name is named now, unless the file is to
 * follow; a column that happens to have the new label does not fill the field as well, as two would make a file unusable.
 */
export function mappingAfterRename(
  { mapping, headers }: Pick<SyncHeaders, "mapping" | "headers">,
  { fieldId, from, to, expectNew }: Rename,
): Mapping {
  const isMapped = Object.values(mapping.columns).some(
    (target) => target.kind === "field" && target.fieldId === fieldId,
  );
  const old = isMapped ? undefined : byItself(from, mapping, headers);
  if (!isMapped && (old === undefined || expectNew)) return mapping;
  const clash = byItself(to, mapping, headers);
  return {
    ...mapping,
    columns: {
      ...mapping.columns,
      ...(clash !== undefined && clash !== old ? { [clash]: { kind: "ignore" as const } } : {}),
      ...(old !== undefined ? { [old]: { kind: "field" as const, fieldId, blank: "clear" as const } } : {}),
    },
  };
}

/** The column of the last file that has this label and that the mapping does not name. */
function byItself(label: string, mapping: Mapping, headers: readonly string[]): string | undefined {
  return headers.find(
    (header) => sameText(header) === sameText(label) && mappedTarget(mapping.columns, header) === undefined,
  );
}

/** Throws `conflict` when a list's rule asks for the field: without it, the list would be about other people. */
export function refuseAskedField(label: string, lists: readonly AskingList[]): void {
  if (lists.length === 0) return;
  throw new AppError("conflict", `${ruleOf(lists)} uses "${label}".`, {
    remedy: `Change ${lists.length === 1 ? "that rule" : "those rules"} first, then delete the field.`,
  });
}

/** Throws `conflict` when a list's rule names one of the options that are to go. */
export function refuseAskedOptions(removed: readonly FieldOption[], lists: readonly AskingList[]): void {
  for (const { id, label } of removed) {
    const naming = lists.filter((list) => list.optionIds.includes(id));
    if (naming.length === 0) continue;
    const message = `${ruleOf(naming)} uses the option "${label}".`;
    throw new AppError("conflict", message, {
      remedy: `Change ${naming.length === 1 ? "that rule" : "those rules"} first, then remove the option.`,
      fieldErrors: { options: message },
    });
  }
}

/** "The rule of the list "Sales"", for a sentence about one or several. */
export function ruleOf(lists: readonly { name: string }[]): string {
  const names = lists.map(({ name }) => `"${name}"`).join(", ");
  return lists.length === 1 ? `The rule of the list ${names}` : `The rule of each of the lists ${names}`;
}
