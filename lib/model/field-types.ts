import type { FieldType } from "@/lib/model/types";

/** The types of profile fields in the order they are offered, as people read them. */
export const FIELD_TYPES: readonly { type: FieldType; label: string; hint: string }[] = [
  { type: "text", label: "Text", hint: "Anything that can be written, such as a job title." },
  { type: "number", label: "Number", hint: "Whole or decimal, such as a cost centre or working hours." },
  { type: "date", label: "Date", hint: "A day, such as a birthdate. Files write it as 1984-01-23." },
  { type: "single_choice", label: "Single choice", hint: "One of the options below, such as a region." },
  {
    type: "multiple_choice",
    label: "Multiple choice",
    hint: "Any number of the options below, such as departments.",
  },
];

/** "Single choice" for `single_choice`. */
export function fieldTypeLabel(type: FieldType): string {
  return FIELD_TYPES.find((entry) => entry.type === type)?.label ?? type;
}

export function hasOptions(type: FieldType): boolean {
  return type === "single_choice" || type === "multiple_choice";
}
