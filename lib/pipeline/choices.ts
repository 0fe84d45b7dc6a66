import { createHash } from "node:crypto";
import { hasOptions } from "@/lib/field-kinds/registry";
import {
  type FieldOption,
  type FieldValue,
  MANAGES_FIELD,
  type ProfileField,
  TEAMS_FIELD,
} from "@/lib/model/field";
import type { UserValues } from "@/lib/model/user";

/** The fields, by key as values have them, that there are; each with its options where values name some. */
export type Choices = ReadonlyMap<string, ReadonlySet<number> | null>;

type Field = Pick<ProfileField, "id" | "type"> & { options: readonly Pick<FieldOption, "id">[] };

/** What values of users can name: the fields of a workspace with their options, and its teams. */
export function choicesOf(fields: readonly Field[], teams: readonly Pick<FieldOption, "id">[]): Choices {
  const teamIds = new Set(teams.map(({ id }) => id));
  const choices = new Map<string, ReadonlySet<number> | null>([
    [String(TEAMS_FIELD), teamIds],
    [String(MANAGES_FIELD), teamIds],
  ]);
  for (const { id, type, options } of fields) {
    choices.set(String(id), hasOptions(type) ? new Set(options.map((option) => option.id)) : null);
  }
  return choices;
}

/** The same with teams that are not there yet. */
export function withTeams(choices: Choices, ids: readonly number[]): Choices {
  const teams = new Set([...(choices.get(String(TEAMS_FIELD)) ?? []), ...ids]);
  return new Map(choices).set(String(TEAMS_FIELD), teams).set(String(MANAGES_FIELD), teams);
}

/** Equal keys: nothing was added and nothing deleted. */
export function choicesKeyOf(choices: Choices): string {
  const lines = [...choices].map(([key, ids]) => `${key}:${ids ? [...ids].sort((a, b) => a - b) : ""}`);
  return createHash("sha256").update(lines.sort().join("\n")).digest("hex");
}

/** A user's values without those of fields, options and teams that were deleted; the same object where there are none. */
export function withoutDeleted(
  values: Readonly<Record<string, FieldValue>>,
  choices: Choices,
): Readonly<Record<string, FieldValue>> {
  if (!Object.entries(values).some(([key, value]) => isDeleted(key, value, choices))) return values;
  return Object.fromEntries(
    Object.entries(values).flatMap(([key, value]) => {
      const left = leftOf(value, choices.get(key));
      return left === null ? [] : [[key, left]];
    }),
  );
}

/** A state of a user in which nothing is named that was deleted. */
export function asItIsNow<T extends UserValues | null>(values: T, choices: Choices): T {
  return values && { ...values, fields: withoutDeleted(values.fields, choices) };
}

function isDeleted(key: string, value: FieldValue, choices: Choices): boolean {
  const ids = choices.get(key);
  if (ids === undefined) return true;
  if (ids === null || value === null) return false;
  return Array.isArray(value) ? !value.every((id) => ids.has(id)) : !ids.has(Number(value));
}

function leftOf(value: FieldValue, ids: ReadonlySet<number> | null | undefined): FieldValue {
  if (ids === undefined) return null;
  if (ids === null || value === null) return value;
  if (!Array.isArray(value)) return ids.has(Number(value)) ? value : null;
  const left = value.filter((id) => ids.has(id));
  return left.length > 0 ? left : null;
}
