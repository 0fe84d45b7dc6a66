import { CircleDot } from "lucide-react";
import { ChoiceField } from "@/components/fields/choice-field";
import type { FieldKindView } from "@/components/fields/kinds/view";

export const singleChoice: FieldKindView = {
  icon: CircleDot,
  Input: ({ field, ...shared }) => <ChoiceField {...shared} options={field.options} multiple={false} />,
  cellClass: "md:max-w-48 md:truncate",
};
