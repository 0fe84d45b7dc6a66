import { Type } from "lucide-react";
import type { FieldKindView } from "@/components/fields/kinds/view";
import { TextField } from "@/components/patterns/text-field";

export const text: FieldKindView = {
  icon: Type,
  Input: ({ field: _, ...shared }) => (
    <TextField {...shared} multiline rows={1} inputClassName="min-h-8 py-1 field-sizing-content" />
  ),
  cellClass: "md:max-w-56 md:truncate",
  valueClass: "whitespace-pre-wrap",
};
