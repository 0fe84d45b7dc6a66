import type { FieldValue } from "@/lib/model/field";
import type { UserValues } from "@/lib/model/user";

const STANDARD = ["email", "firstName", "lastName", "mobile"] as const;
type Standard = (typeof STANDARD)[number];

export type Part = Standard | number;

/** Which parts of a user differ between two times: standard ones first, then profile fields and teams by id. */
export function changedParts(before: UserValues, after: UserValues): Part[] {
  const ids = new Set([...Object.keys(before.fields), ...Object.keys(after.fields)].map(Number));
  const fields = [...ids].sort((a, b) => a - b);
  return [...STANDARD, ...fields].filter((part) => !isSame(partOf(before, part), partOf(after, part)));
}

export function partOf(values: UserValues, part: Part): FieldValue {
  return typeof part === "number" ? (values.fields[part] ?? null) : values[part];
}

/** All parts of a user that have a value. */
export function filledParts(values: UserValues): Part[] {
  return changedParts({ email: "", firstName: "", lastName: "", mobile: "", fields: {} }, values);
}

/** Whose labels the ids in a value are: teams, or options of a field. */
export function isOfTeams(part: Part): boolean {
  return typeof part === "number" && part < 0;
}

function isSame(a: FieldValue, b: FieldValue): boolean {
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((id, at) => id === b[at]);
  return a === b;
}
