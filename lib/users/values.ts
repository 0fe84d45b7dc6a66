import { type FieldValue, MANAGES_FIELD, TEAMS_FIELD } from "@/lib/model/field";
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
