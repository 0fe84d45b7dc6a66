import { ALL_KINDS } from "@/lib/field-kinds/registry";
import type { ColumnTarget, ManagersTarget, Mapping, OnlyRows } from "@/lib/model/mapping";

/** A mapping as it is stored: without what says nothing, such as an empty table of aliases or a default. */
export function tidyMapping(mapping: Mapping): Mapping {
  const without = [...new Set(mapping.without)].sort();
  return {
    columns: eachTarget(mapping.columns),
    ...(without.length > 0 ? { without } : {}),
    ...(mapping.onlyRows ? { onlyRows: tidyOnlyRows(mapping.onlyRows) } : {}),
    ...(Object.keys(mapping.takesOver ?? {}).length > 0 ? { takesOver: mapping.takesOver } : {}),
    ...(mapping.repeats ? { repeats: mapping.repeats } : {}),
    ...(mapping.managers ? { managers: { columns: eachTarget(mapping.managers.columns) } } : {}),
  };
}

function tidyOnlyRows({ header, keep, values }: OnlyRows): OnlyRows {
  return { header, keep, values: [...new Set(values)] };
}

/** Whether two mappings read every file alike, whatever the order of their columns. */
export function sameMapping(a: Mapping, b: Mapping): boolean {
  return canonical(tidyMapping(a)) === canonical(tidyMapping(b));
}

function eachTarget<T extends ColumnTarget | ManagersTarget>(
  columns: Readonly<Record<string, T>>,
): Record<string, T> {
  return Object.fromEntries(Object.entries(columns).map(([header, target]) => [header, tidyTarget(target)]));
}

const USUAL = new Map(ALL_KINDS.flatMap(({ reading }) => Object.entries(reading?.usual ?? {})));

/** Only leaves out: what is left has the shape it had. */
function tidyTarget<T extends ColumnTarget | ManagersTarget>(target: T): T {
  const usual = target.kind === "teams" ? "add" : "warn";
  const said = Object.entries(target).filter(
    ([key, value]) =>
      value !== undefined &&
      !(key === "unknown" && value === usual) &&
      value !== USUAL.get(key) &&
      !(typeof value === "object" && Object.keys(value).length === 0),
  );
  return Object.fromEntries(said) as T;
}

/** JSON with the keys of every object in order. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    part !== null && typeof part === "object" && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
