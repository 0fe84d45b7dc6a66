import { Hash } from "lucide-react";
import { NumberSettings } from "@/components/fields/kinds/number-settings";
import type { FieldKindView } from "@/components/fields/kinds/view";
import { TextField } from "@/components/patterns/text-field";

export const number: FieldKindView = {
  icon: Hash,
  Input: ({ field: _, ...shared }) => <TextField {...shared} inputMode="decimal" />,
  Settings: NumberSettings,
  cellClass: "tabular-nums md:whitespace-nowrap",
};
