import { date } from "@/lib/field-kinds/date";
import type { FieldKind } from "@/lib/field-kinds/kind";
import { multipleChoice } from "@/lib/field-kinds/multiple-choice";
import { number } from "@/lib/field-kinds/number";
import { singleChoice } from "@/lib/field-kinds/single-choice";
import { text } from "@/lib/field-kinds/text";
import { yesNo } from "@/lib/field-kinds/yes-no";
import { FIELD_TYPES, type FieldType } from "@/lib/model/field";

/** What each type of profile fields is and does: the place to add one. */
export const FIELD_KINDS: Readonly<Record<FieldType, FieldKind>> = {
  text,
  number,
  date,
  yes_no: yesNo,
  single_choice: singleChoice,
  multiple_choice: multipleChoice,
};

/** All of them, in the order that they are offered. */
export const ALL_KINDS: readonly (FieldKind & { type: FieldType })[] = FIELD_TYPES.map((type) => ({
  ...FIELD_KINDS[type],
  type,
}));

/** Whether values are chosen among options. */
export function hasOptions(type: FieldType): boolean {
  return FIELD_KINDS[type].stored !== "text";
}

/** Whether a user can have several values. */
export function isSeveral(type: FieldType): boolean {
  return FIELD_KINDS[type].stored === "options";
}
