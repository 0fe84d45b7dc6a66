import { ListChecks } from "lucide-react";
import { ChoiceField } from "@/components/fields/choice-field";
import type { FieldKindView } from "@/components/fields/kinds/view";

export const multipleChoice: FieldKindView = {
  icon: ListChecks,
  Input: ({ field, ...shared }) => <ChoiceField {...shared} options={field.options} multiple />,
  chips: true,
  cellClass: "md:min-w-40",
};
