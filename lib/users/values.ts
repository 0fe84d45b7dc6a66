import type { UserValues } from "@/lib/sync/types";
import type { UserRow } from "@/lib/users/store";

/** What plans and histories compare of a user. */
export function valuesOf({ email, firstName, lastName, mobile, fields }: UserRow): UserValues {
  return { email, firstName, lastName, mobile, fields };
}

/** Whose change it is in a history. */
export function nameOf({ email, firstName, lastName }: UserValues): string {
  return `${firstName} ${lastName}`.trim() || email;
}
