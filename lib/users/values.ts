import { FIELD_KINDS, isSeveral } from "@/lib/field-kinds/registry";
import { formatLocale } from "@/lib/format/locale";
import { decimalIn } from "@/lib/format/number";
import { isoDayIn } from "@/lib/format/time";
import { type FieldValue, MANAGES_FIELD, type ProfileField, TEAMS_FIELD } from "@/lib/model/field";
import type { UserValues } from "@/lib/model/user";
import type { UserRow } from "@/lib/users/store";

/** What plans and histories compare of a user. */
export function valuesOf({ email, firstName, lastName, mobile, fields }: UserRow): UserValues {
  return { email, firstName, lastName, mobile, fields };
}

/** What files say of a user's teams: kept beside the profile fields, and no form's to change. */
export function builtInFields(fields: UserValues["fields"]): Record<string, FieldValue> {
  const kept: Record<string, FieldValue> = {};
  for (const id of [TEAMS_FIELD, MANAGES_FIELD]) {
    const value = fields[id];
    if (value !== undefined) kept[id] = value;
  }
  return kept;
}

/** One part of a user that differs, in words. `one`: old and new text; `many`: the labels before and after. */
export type ValueDiff = { key: string; label: string } & (
  | { kind: "one"; before: string | null; after: string | null }
  | { kind: "many"; before: string[]; after: string[] }
);

const PARTS = [
  ["email", "E-mail"],
  ["firstName", "First name"],
  ["lastName", "Last name"],
  ["mobile", "Mobile"],
] as const;

/**
 * What differs between two states of a user, in the order of the user's page. Null is a user that is not there: then
 * everything that is filled on the other side differs. Values of deleted fields and options are left out.
 */
export function diffValues(
  before: UserValues | null,
  after: UserValues | null,
  fields: readonly ProfileField[],
): ValueDiff[] {
  const parts = PARTS.map(([key, label]): ValueDiff => {
    return { key, label, kind: "one", before: before?.[key] || null, after: after?.[key] || null };
  });
  const own = fields.map((field) => diffField(field, before?.fields[field.id], after?.fields[field.id]));
  return [...parts, ...own].filter(differs);
}

/** A stored value in words, as a reader writes days and numbers: one text, the label of an option, or those of several. Empty for none. */
export function shownValue(field: ProfileField, value: FieldValue | undefined): string[] {
  if (value === null || value === undefined) return [];
  const shown = FIELD_KINDS[field.type].show(field, value);
  if (field.type === "date") return shown.map((day) => isoDayIn(formatLocale(), day));
  if (field.type === "number") return shown.map((number) => decimalIn(formatLocale(), number));
  return shown;
}

function diffField(
  field: ProfileField,
  before: FieldValue | undefined,
  after: FieldValue | undefined,
): ValueDiff {
  const head = { key: `field-${field.id}`, label: field.label };
  const [was, is] = [shownValue(field, before), shownValue(field, after)];
  if (isSeveral(field.type)) return { ...head, kind: "many", before: was, after: is };
  return { ...head, kind: "one", before: was[0] ?? null, after: is[0] ?? null };
}

function differs(diff: ValueDiff): boolean {
  if (diff.kind === "one") return diff.before !== diff.after;
  return (
    diff.before.length !== diff.after.length || diff.before.some((label, at) => label !== diff.after[at])
  );
}
