import { unreachable } from "@/lib/errors";
import type { Condition } from "@/lib/model/rule";
import { foldText } from "@/lib/rules/fold";

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
