import { Calendar, CircleDot, Hash, ListChecks, type LucideIcon, Type } from "lucide-react";
import type { FieldType } from "@/lib/model/field";

const ICONS: Readonly<Record<FieldType, LucideIcon>> = {
  text: Type,
  number: Hash,
  date: Calendar,
  single_choice: CircleDot,
  multiple_choice: ListChecks,
};

export function FieldTypeIcon({ type }: { type: FieldType }) {
  const Icon = ICONS[type];
  return <Icon className="size-4 shrink-0 text-muted-foreground" aria-hidden="true" />;
}
