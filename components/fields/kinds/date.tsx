import { Calendar } from "lucide-react";
import { DateSettings } from "@/components/fields/kinds/date-settings";
import type { FieldKindView } from "@/components/fields/kinds/view";
import { TextField } from "@/components/patterns/text-field";

export const date: FieldKindView = {
  icon: Calendar,
  Input: ({ field: _, ...shared }) => <TextField {...shared} type="date" />,
  Settings: DateSettings,
  cellClass: "tabular-nums md:whitespace-nowrap",
};
