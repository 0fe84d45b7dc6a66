import { date } from "@/components/fields/kinds/date";
import { multipleChoice } from "@/components/fields/kinds/multiple-choice";
import { number } from "@/components/fields/kinds/number";
import { singleChoice } from "@/components/fields/kinds/single-choice";
import { text } from "@/components/fields/kinds/text";
import type { FieldKindView } from "@/components/fields/kinds/view";
import { yesNo } from "@/components/fields/kinds/yes-no";
import type { FieldType } from "@/lib/model/field";

/** How each type of profile fields looks: the other half of `FIELD_KINDS`. */
export const FIELD_KIND_VIEWS: Readonly<Record<FieldType, FieldKindView>> = {
  text,
  number,
  date,
  yes_no: yesNo,
  single_choice: singleChoice,
  multiple_choice: multipleChoice,
};
