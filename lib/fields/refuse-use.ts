import { AppError } from "@/lib/errors";
import type { AskingList } from "@/lib/fields/find-uses";
import type { FieldOption } from "@/lib/model/field";

/** Throws `conflict` when a list's rule asks for the field: without it, the list would be about other people. */
export function refuseAskedField(label: string, lists: readonly AskingList[]): void {
  if (lists.length === 0) return;
  throw new AppError("conflict", `${ruleOf(lists)} asks for "${label}".`, {
    remedy: `Change ${lists.length === 1 ? "that rule" : "those rules"} first, then delete the field.`,
  });
}

/** Throws `conflict` when a list's rule names one of the options that are to go. */
export function refuseAskedOptions(removed: readonly FieldOption[], lists: readonly AskingList[]): void {
  for (const { id, label } of removed) {
    const naming = lists.filter((list) => list.optionIds.includes(id));
    if (naming.length === 0) continue;
    const message = `${ruleOf(naming)} names the option "${label}".`;
    throw new AppError("conflict", message, {
      remedy: `Change ${naming.length === 1 ? "that rule" : "those rules"} first, then remove the option.`,
      fieldErrors: { options: message },
    });
  }
}

function ruleOf(lists: readonly AskingList[]): string {
  const names = lists.map(({ name }) => `"${name}"`).join(", ");
  return lists.length === 1 ? `The rule of the list ${names}` : `The rule of each of the lists ${names}`;
}
