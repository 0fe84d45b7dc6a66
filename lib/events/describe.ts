import type { Ctx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";
import { changedParts, filledParts, isOfTeams, type Part, partOf } from "@/lib/events/changed-fields";
import {
  type EventRow,
  type LineRow,
  selectFieldLabels,
  selectLines,
  selectOptionLabels,
  selectTeamLabels,
} from "@/lib/events/read.store";
import type { EventType } from "@/lib/model/event";
import {
  type FieldValue,
  HAND_MANAGES_FIELD,
  HAND_TEAMS_FIELD,
  MANAGES_FIELD,
  TEAMS_FIELD,
} from "@/lib/model/field";
import type { UserValues } from "@/lib/model/user";

/** One event as webhooks and the API tell it. `id` is its place among those of the organization, in decimal. */
export type OutgoingEvent = {
  id: string;
  type: EventType;
  /** ISO instant. */
  at: string;
  workspaceId: string | null;
  data: Readonly<Record<string, unknown>>;
};

type Told = { position: number; row: EventRow; at: number };
type Labels = {
  fields: ReadonlyMap<number, string>;
  options: ReadonlyMap<number, string>;
  teams: ReadonlyMap<number, string>;
};

/**
 * The events of rows behind a position, at most `limit`. Fields that changed are named as they are called now; their values
 * are added only where the organization has said so. Of a user whose history is deleted, only the id is told.
 */
export async function describeEvents(
  tx: Tx,
  ctx: Pick<Ctx, "orgId">,
  rows: readonly EventRow[],
  { after, limit, withValues }: { after: number; limit: number; withValues: boolean },
): Promise<OutgoingEvent[]> {
  const told = rows.flatMap((row) => placesOf(row, after)).slice(0, limit);
  const lines = await linesOf(tx, ctx, told);
  const labels = await labelsOf(tx, ctx, [...lines.values()], withValues);
  return told.map(({ position, row, at }) => {
    const line = lines.get(lineKey(row, at));
    const subject = row.subjects?.[at];
    return {
      id: String(position),
      type: row.type,
      at: new Date(row.at).toISOString(),
      workspaceId: row.workspaceId,
      data: {
        ...(subject === undefined ? {} : { userId: subject }),
        ...row.data,
        ...(line ? partsOf(line, labels, withValues) : {}),
      },
    };
  });
}

function placesOf(row: EventRow, after: number): Told[] {
  return Array.from({ length: row.size }, (_, at) => ({ position: row.position + at, row, at })).filter(
    ({ position }) => position > after,
  );
}

function lineKey({ lines, linesIn }: EventRow, at: number): string {
  return `${linesIn}:${lines?.[at]}`;
}

async function linesOf(
  tx: Tx,
  ctx: Pick<Ctx, "orgId">,
  told: readonly Told[],
): Promise<Map<string, LineRow>> {
  const found = new Map<string, LineRow>();
  for (const from of ["changes", "user_edits"] as const) {
    const ids = told.flatMap(({ row, at }) => (row.linesIn === from ? (row.lines?.[at] ?? []) : []));
    for (const [id, line] of await selectLines(tx, ctx, from, ids)) found.set(`${from}:${id}`, line);
  }
  return found;
}

/** What became of a user: the names of what changed, and the values where they are wanted. */
function partsOf({ before, after, also }: LineRow, labels: Labels, withValues: boolean): object {
  if (before && after) {
    const parts = changedParts(before, after);
    const names = [...parts.map((part) => nameOf(part, labels)), ...also];
    if (!withValues) return { changed: names };
    const changes = parts.map((part) => [
      nameOf(part, labels),
      { from: told(before, part, labels), to: told(after, part, labels) },
    ]);
    return { changed: names, changes: Object.fromEntries(changes) };
  }
  const values = after ?? before;
  if (!withValues || !values) return {};
  const filled = filledParts(values).map((part) => [nameOf(part, labels), told(values, part, labels)]);
  return { user: Object.fromEntries(filled) };
}

function nameOf(part: Part, { fields }: Labels): string {
  if (typeof part === "string") return part;
  if (part === TEAMS_FIELD || part === HAND_TEAMS_FIELD) return "teams";
  if (part === MANAGES_FIELD || part === HAND_MANAGES_FIELD) return "managesTeams";
  return fields.get(part) ?? "a deleted field";
}

/** Options and teams by their names, anything else as it is stored. */
function told(values: UserValues, part: Part, { options, teams }: Labels): FieldValue | string[] {
  const value = partOf(values, part);
  const labels = isOfTeams(part) ? teams : options;
  if (typeof value === "number") return labels.get(value) ?? null;
  if (Array.isArray(value)) return value.flatMap((id: number) => labels.get(id) ?? []);
  return value;
}

async function labelsOf(
  tx: Tx,
  ctx: Pick<Ctx, "orgId">,
  lines: readonly LineRow[],
  withValues: boolean,
): Promise<Labels> {
  const values = lines.flatMap(({ before, after }) => [before, after].filter((one) => one !== null));
  const fieldIds = new Set(values.flatMap(({ fields }) => Object.keys(fields).map(Number)));
  const named = (ofTeams: boolean) => [
    ...new Set(
      values.flatMap(({ fields }) =>
        Object.entries(fields).flatMap(([id, value]) => {
          if (isOfTeams(Number(id)) !== ofTeams) return [];
          return typeof value === "number" ? [value] : Array.isArray(value) ? [...(value as number[])] : [];
        }),
      ),
    ),
  ];
  const found = {
    fields: fieldIds.size > 0 ? await selectFieldLabels(tx, ctx, [...fieldIds]) : [],
    options: withValues ? await selectOptionLabels(tx, ctx, named(false)) : [],
    teams: withValues ? await selectTeamLabels(tx, ctx, named(true)) : [],
  };
  const byId = (rows: readonly { id: number; label: string }[]) =>
    new Map(rows.map(({ id, label }) => [id, label]));
  return { fields: byId(found.fields), options: byId(found.options), teams: byId(found.teams) };
}
