import type { WorkspaceCtx } from "@/lib/context";
import { optionFinder } from "@/lib/field-kinds/options";
import { hasOptions } from "@/lib/field-kinds/registry";
import { listFields } from "@/lib/fields/read";
import type { ProfileField } from "@/lib/model/field";
import { OPTION_LABEL_CHARS_MAX } from "@/lib/model/limits";
import type { ColumnTarget, ManagersTarget, Mapping } from "@/lib/model/mapping";
import { getRun } from "@/lib/runs/read";
import { selectUnknownValues, type ToldValue } from "@/lib/runs/unknown-values/store";
import { mappedTarget } from "@/lib/syncs/describe-target";
import { selectSyncRow } from "@/lib/syncs/store";
import { teamsAsFields } from "@/lib/teams/as-fields";
import { listTeamNames } from "@/lib/teams/read";
import { suggestOption } from "@/lib/values/closest-option";
import { sameText } from "@/lib/values/same-text";
import { hasControls, SHOWN_CHARS_MAX } from "@/lib/values/text";

/** The values of a run that no option or team has, by column: what can be added. Throws `not_found`. */
export async function listUnknownValues(
  ctx: WorkspaceCtx,
  { runId }: { runId: string },
): Promise<UnknownValues[]> {
  const { mapping, sync } = await getRun(ctx, { runId });
  const told = await ctx.db.run((tx) => selectUnknownValues(tx, ctx, runId));
  if (told.length === 0) return [];
  const [teams] = teamsAsFields(await listTeamNames(ctx));
  const now = await ctx.db.run((tx) => selectSyncRow(tx, ctx, sync.id));
  const open = told.filter(({ column, value }) => !hasMeaning(now?.mapping, column, value));
  const groups = groupUnknownValues(told, mapping, await listFields(ctx), teams);
  return groups.map((group) => withMeanings(group, open));
}

/** Values that the mapping gives a meaning by now need nothing more. */
function withMeanings(group: UnknownValues, open: readonly ToldValue[]): UnknownValues {
  const left = new Set(open.flatMap(({ column, value }) => (column === group.column ? [value] : [])));
  const values = group.values.filter(({ value }) => left.has(value));
  return { ...group, values, added: group.added + group.values.length - values.length };
}

function hasMeaning(mapping: Mapping | undefined, column: string, value: string): boolean {
  return [mapping?.columns, mapping?.managers?.columns].some((columns) => {
    const target = columns && mappedTarget<ColumnTarget | ManagersTarget>(columns, column);
    const aliases = target && "aliases" in target ? Object.keys(target.aliases ?? {}) : [];
    return aliases.some((text) => sameText(text) === sameText(value));
  });
}

export type UnknownValue = {
  value: string;
  count: number;
  /** The option that it probably is a misspelling of. */
  meant: string | null;
};

/** What a run found in a column that fills a choice field. */
export type UnknownValues = {
  /** What they can become. */
  kind: "options" | "teams";
  column: string;
  field: { id: number; label: string };
  values: UnknownValue[];
  /** What a value may mean. */
  options: string[];
  /** Values that are options, or have a meaning, by now: the next run sets them. */
  added: number;
};

/** The values of each column that could become options; those that can't be one are left out. */
export function groupUnknownValues(
  told: readonly ToldValue[],
  mapping: Pick<Mapping, "columns">,
  fields: readonly ProfileField[],
  teams: ProfileField | null = null,
): UnknownValues[] {
  const places = new Map(told.map((each) => [`${each.isTeam} ${each.column}`, each]));
  return [...places.values()].flatMap(({ column, isTeam }) => {
    const values = told.filter((each) => each.column === column && each.isTeam === isTeam);
    const field = isTeam ? teams : columnField(mapping, column, fields);
    if (!field || !hasOptions(field.type)) return [];
    const find = optionFinder(field);
    const labels = field.options.map(({ label }) => label);
    const open = values.filter(({ value }) => find(value) === undefined && canBeOption(value));
    const added = values.filter(({ value }) => find(value) !== undefined).length;
    if (open.length + added === 0) return [];
    return {
      kind: isTeam ? ("teams" as const) : ("options" as const),
      ...{ column, field: { id: field.id, label: field.label }, options: labels, added },
      values: open.map(({ value, count }) => ({ value, count, meant: suggestOption(value, labels) })),
    };
  });
}

/** One that was cut for showing is not what the file says. */
function canBeOption(value: string): boolean {
  const isCut = value.length >= SHOWN_CHARS_MAX - 1 && value.endsWith("…");
  return !isCut && value.length <= OPTION_LABEL_CHARS_MAX && !hasControls(value);
}

/** The field that a column filled in a run: the one that its mapping names, else the one of the column's name. */
export function columnField(
  { columns }: Pick<Mapping, "columns">,
  column: string,
  fields: readonly ProfileField[],
): ProfileField | null {
  const target = mappedTarget(columns, column);
  if (target && target.kind !== "field") return null;
  return (
    fields.find(({ id, label }) => (target ? id === target.fieldId : sameText(label) === sameText(column))) ??
    null
  );
}
