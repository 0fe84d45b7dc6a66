import type { FieldValue } from "@/lib/model/field";
import { type FieldCondition, type FieldOperator, type OperandOf, operandOf } from "@/lib/model/rule";
import { compareDecimals } from "@/lib/rules/decimal";
import { textHolds } from "@/lib/rules/text-holds";

type Holds<Op extends FieldOperator> = (value: FieldValue, wanted: OperandOf<Op>) => boolean;

/** When each comparison holds of a value. The same in SQL: `operators.store.ts`. */
const HOLDS: { readonly [Op in FieldOperator]: Holds<Op> } = {
  is_empty: isEmpty,
  is_not_empty: (value) => !isEmpty(value),
  is_yes: (value) => value === "yes",
  is_no: (value) => value === "no",
  is_any_of: (value, ids) => ids.some((id) => idsOf(value).includes(id)),
  is_none_of: (value, ids) => !ids.some((id) => idsOf(value).includes(id)),
  is_all_of: (value, ids) => ids.every((id) => idsOf(value).includes(id)),
  is: (value, text) => textHolds("is", textOf(value), text),
  is_not: (value, text) => textHolds("is_not", textOf(value), text),
  contains: (value, text) => textHolds("contains", textOf(value), text),
  starts_with: (value, text) => textHolds("starts_with", textOf(value), text),
  equals: (value, number) => compare(value, number) === 0,
  less: (value, number) => compare(value, number) < 0,
  greater: (value, number) => compare(value, number) > 0,
  on: (value, date) => textOf(value) === date,
  before: (value, date) => textOf(value) !== "" && textOf(value) < date,
  after: (value, date) => textOf(value) > date,
};

/** Whether a condition on a profile field holds of a value. */
export function fieldHolds(condition: FieldCondition, value: FieldValue): boolean {
  // The schema gives each operator the operand that it compares with.
  const holds = HOLDS[condition.op] as (value: FieldValue, wanted: unknown) => boolean;
  return holds(value, operandOf(condition));
}

/** The ids of options or teams that a value names. */
export function idsOf(value: FieldValue): readonly number[] {
  if (typeof value === "number") return [value];
  return typeof value === "string" || value === null ? [] : value;
}

/** NaN, which no comparison holds for, where there is no number. */
function compare(value: FieldValue, number: string): number {
  return textOf(value) === "" ? Number.NaN : compareDecimals(textOf(value), number);
}

function textOf(value: FieldValue): string {
  return typeof value === "string" ? value : "";
}

function isEmpty(value: FieldValue): boolean {
  return value === null || value === "" || (typeof value === "object" && value.length === 0);
}
