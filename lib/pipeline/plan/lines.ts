import type { FieldValue } from "@/lib/model/field";
import type { Change } from "@/lib/model/plan";
import type { AddressOwner, CurrentUser, Person, UserPart, UserValues } from "@/lib/model/user";
import { hexOf } from "@/lib/pipeline/hash/fingerprint";
import type { Candidate, Looked, Same } from "@/lib/pipeline/plan/candidates";
import { mergePerson, sameValue } from "@/lib/values/merge";

/** Someone whom a full comparison found to match the row: recognized by the row's fingerprint from now on. */
export function sameAs({ person, userId }: Candidate, { users }: Looked): Same[] {
  const current = userId === null ? undefined : users.get(userId);
  return current
    ? [{ userId: current.userId, version: current.version, fingerprint: hexOf(person.fingerprint) }]
    : [];
}

/** A user added manually whom the sync takes over. */
export function adopt(person: Person, owner: AddressOwner): Change {
  return change("relink", person, owner, mergePerson(person, owner.values), null);
}

/** The line of a plan that makes `current`, or someone new, what the row says. */
export function change(
  kind: Change["kind"],
  person: Person,
  current: CurrentUser | null,
  after: UserValues,
  dependsOn: string | null,
): Change {
  return {
    kind,
    userId: current?.userId ?? null,
    baseVersion: current?.version ?? null,
    csvId: person.id,
    row: person.row,
    line: person.line,
    before: current?.values ?? null,
    after,
    fingerprint: hexOf(person.fingerprint),
    dependsOn,
  };
}

const TEXTS = ["email", "firstName", "lastName", "mobile"] as const;

/** The parts of a user that two states differ in. */
export function partsChanged(a: UserValues, b: UserValues): UserPart[] {
  const ids = new Set([...Object.keys(a.fields), ...Object.keys(b.fields)].map(Number));
  const parts: UserPart[] = [...TEXTS, ...ids];
  return parts.filter((part) => !samePart(a, b, part));
}

/** Whether two states of a user agree in one part; `user` is none that a state has. */
export function samePart(a: UserValues, b: UserValues, part: UserPart): boolean {
  if (part === "user") return true;
  if (typeof part === "number") return sameValue(a.fields[part] ?? undefined, b.fields[part] ?? undefined);
  return a[part] === b[part];
}

/** `base` with `parts` as they are in `from`. */
export function mergeParts(base: UserValues, from: UserValues, parts: readonly UserPart[]): UserValues {
  const fields: Record<string, FieldValue> = { ...base.fields };
  const texts = { ...base };
  for (const part of parts) {
    if (part === "user") continue;
    if (typeof part === "string") {
      texts[part] = from[part];
      continue;
    }
    const value = from.fields[part];
    if (value === undefined || value === null) delete fields[part];
    else fields[part] = value;
  }
  return { ...texts, fields };
}
