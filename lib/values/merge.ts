import type { FieldValue } from "@/lib/model/field";
import type { Person, UserValues } from "@/lib/model/user";
import { composed } from "@/lib/values/same-text";

/** What a user looks like after `person`'s row: what the row leaves out keeps what it has, null clears a field. */
export function mergePerson(person: Person, current: UserValues | null): UserValues {
  const fields: Record<string, FieldValue> = { ...current?.fields };
  for (const [id, value] of Object.entries(person.fields)) {
    if (value === null) delete fields[id];
    else fields[id] = value;
  }
  return {
    email: person.email,
    firstName: person.firstName ?? current?.firstName ?? "",
    lastName: person.lastName ?? current?.lastName ?? "",
    mobile: person.mobile ?? current?.mobile ?? "",
    fields,
  };
}

/** Whether two users look the same. */
export function sameValues(a: UserValues, b: UserValues): boolean {
  return (
    a.email === b.email &&
    sameValue(a.firstName, b.firstName) &&
    sameValue(a.lastName, b.lastName) &&
    sameValue(a.mobile, b.mobile) &&
    sameFields(a.fields, b.fields)
  );
}

function sameFields(a: UserValues["fields"], b: UserValues["fields"]): boolean {
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => sameValue(a[key], b[key]));
}

/** Whether two values of a field are the same, however their letters are composed. */
export function sameValue(a: FieldValue | undefined, b: FieldValue | undefined): boolean {
  if (typeof a === "string" && typeof b === "string") return a === b || composed(a) === composed(b);
  if (typeof a !== "object" || typeof b !== "object" || !a || !b) return a === b;
  return a.length === b.length && a.every((value, at) => value === b[at]);
}
