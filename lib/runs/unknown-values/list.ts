import type { WorkspaceCtx } from "@/lib/context";
import { optionFinder } from "@/lib/field-kinds/options";
import { hasOptions } from "@/lib/field-kinds/registry";
import { listFields } from "@/lib/fields/read";
import type { ProfileField } from "@/lib/model/field";
import { OPTION_LABEL_CHARS_MAX } from "@/lib/model/limits";
import type { Mapping } from "@/lib/model/mapping";
import { getRun } from "@/lib/runs/read";
import { selectUnknownValues, type ToldValue } from "@/lib/runs/unknown-values/store";
import { mappedTarget } from "@/lib/syncs/describe-target";
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
  const { mapping } = await getRun(ctx, { runId });
  const told = await ctx.db.run((tx) => selectUnknownValues(tx, ctx, runId));
  if (told.length === 0) return [];
  const [teams] = teamsAsFields(await listTeamNames(ctx));
  return groupUnknownValues(told, mapping, await listFields(ctx), teams);
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
  /** Values that are options by now: the next run sets them. */
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
      ...{ column, field: { id: field.id, label: field.label }, added },
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
