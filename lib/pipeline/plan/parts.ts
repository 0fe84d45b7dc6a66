import type { FieldValue } from "@/lib/model/field";
import type { UserPart, UserValues } from "@/lib/model/user";
import { sameValue } from "@/lib/values/merge";

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
