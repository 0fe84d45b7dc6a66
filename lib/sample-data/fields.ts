import type { FieldType } from "@/lib/model/field";
import { DEPARTMENTS, LANGUAGES, LOCATIONS } from "@/lib/sample-data/people";

type SampleField = { label: string; type: FieldType; options: readonly string[] };

/** What the sample files say of people beyond name, e-mail and mobile. */
export const SAMPLE_FIELDS: readonly SampleField[] = [
  { label: "Job title", type: "text", options: [] },
  { label: "Department", type: "single_choice", options: DEPARTMENTS },
  { label: "Location", type: "single_choice", options: LOCATIONS },
  { label: "Languages", type: "multiple_choice", options: LANGUAGES },
  { label: "Start date", type: "date", options: [] },
  { label: "Hours per week", type: "number", options: [] },
];
