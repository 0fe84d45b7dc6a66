import type { FieldType } from "@/lib/model/field";
import type { Condition } from "@/lib/model/rule";

type FieldOp = Extract<Condition, { on: "field" }>["op"];

const EMPTINESS = ["is_empty", "is_not_empty"] as const;

const OF_TYPE: Readonly<Record<FieldType, readonly FieldOp[]>> = {
  text: ["is", "is_not", "contains", "starts_with", ...EMPTINESS],
  number: ["equals", "less", "greater", ...EMPTINESS],
  date: ["on", "before", "after", ...EMPTINESS],
  single_choice: ["is_any_of", "is_none_of", ...EMPTINESS],
  multiple_choice: ["is_any_of", "is_all_of", "is_none_of", ...EMPTINESS],
};

/** Which comparisons a field of a type knows, in the order they are offered. */
export function operatorsOf(type: FieldType): readonly FieldOp[] {
  return OF_TYPE[type];
}
