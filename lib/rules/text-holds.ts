import { unreachable } from "@/lib/errors";
import type { Condition } from "@/lib/model/rule";

/**
 * Text as rules compare it: composed (NFC), in lower case letter by letter, as Postgres does under its builtin locale.
 * `String.toLowerCase` alone would look at a sigma's neighbors, and make two characters of a dotted capital I.
 */
export function foldText(text: string): string {
  let folded = "";
  for (const letter of text.normalize("NFC")) folded += letter === "\u0130" ? "i" : letter.toLowerCase();
  return folded;
}

export type TextOperator = Extract<Condition, { on: "text" }>["op"];

/** Texts are compared composed and in lower case. */
export function textHolds(op: TextOperator, value: string, wanted: string): boolean {
  switch (op) {
    case "is":
      return foldText(value) === foldText(wanted);
    case "is_not":
      return foldText(value) !== foldText(wanted);
    case "contains":
      return foldText(value).includes(foldText(wanted));
    case "starts_with":
      return foldText(value).startsWith(foldText(wanted));
    case "is_empty":
      return value === "";
    case "is_not_empty":
      return value !== "";
    default:
      return unreachable(op);
  }
}
