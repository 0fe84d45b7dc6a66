import { type ProfileField, TEAMS_FIELD } from "@/lib/model/field";
import type { ColumnTarget, Mapping, StandardTarget } from "@/lib/model/mapping";
import { TEAMS_HEADER } from "@/lib/model/standard-columns";
import { mappedTarget } from "@/lib/syncs/describe-target";
import { sameText } from "@/lib/values/same-text";

type OwnField = Pick<ProfileField, "id" | "label">;

/**
 * Which fields a file fills: those a column is mapped to, those whose label is the header of a column that is not mapped
 * otherwise, and `TEAMS_FIELD` when a column has teams. `headers` are those of the last file that was read.
 */
export function ownedFieldIds(
  headers: readonly string[],
  mapping: Mapping,
  fields: readonly OwnField[],
): number[] {
  const byLabel = new Map(fields.map((field) => [sameText(field.label), field.id]));
  const known = new Set(fields.map((field) => field.id));
  const owned = new Set<number>();
  let hasTeams = false;
  for (const header of headers) {
    const target = mappedTarget(mapping.columns, header);
    const id = fieldOf(target) ?? (target ? undefined : byLabel.get(sameText(header)));
    if (id !== undefined && known.has(id)) owned.add(id);
    else if (target?.kind === "teams" || (!target && sameText(header) === TEAMS_HEADER)) hasTeams = true;
  }
  const ids = fields.map((field) => field.id).filter((id) => owned.has(id));
  return hasTeams ? [...ids, TEAMS_FIELD] : ids;
}

/** The name and mobile columns that a sync's file does not have: users keep what they have there. */
export function missingColumns(
  headers: readonly string[],
  mapping: Mapping,
): ("firstName" | "lastName" | "mobile")[] {
  const without = new Set<string>(mapping.without ?? []);
  const there = new Set(headers.map(sameText));
  const filled = new Set(
    Object.entries(mapping.columns).flatMap(([header, { kind }]) =>
      there.has(sameText(header)) ? [kind] : [],
    ),
  );
  return STANDARD.filter(
    ({ target, header }) => without.has(target) && !filled.has(target) && !there.has(header),
  ).map(({ part }) => part);
}

const STANDARD = [
  { part: "firstName", target: "first_name", header: "First name" },
  { part: "lastName", target: "last_name", header: "Last name" },
  { part: "mobile", target: "mobile", header: "Mobile" },
] as const satisfies readonly { part: string; target: StandardTarget; header: string }[];

function fieldOf(target: ColumnTarget | undefined): number | undefined {
  return target?.kind === "field" ? target.fieldId : undefined;
}
