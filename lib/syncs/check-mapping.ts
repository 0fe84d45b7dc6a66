import { AppError, notFound } from "@/lib/errors";
import { ALL_KINDS } from "@/lib/field-kinds/registry";
import type { ColumnTarget, ManagersTarget, Mapping } from "@/lib/model/mapping";
import type { FieldChoice } from "@/lib/syncs/read";

/**
 * Refuses a mapping that no file could be read by. Throws `not_found` for a field that is not among `fields`, and
 * `invalid_input` when two columns fill the same thing, cells can't be read as a column says (a date format is none), or
 * a column that the file is said not to have is mapped.
 */
export function checkMapping(mapping: Mapping, fields: readonly FieldChoice[]): void {
  const ids = new Set(fields.map((field) => field.id));
  for (const [header, target] of Object.entries(mapping.columns)) {
    if (target.kind !== "field") continue;
    if (!ids.has(target.fieldId)) throw notFound("A profile field of this mapping");
    for (const { reading } of ALL_KINDS) reading?.check?.(target, header);
  }
  const filled = checkOnce(mapping.columns);
  if (mapping.managers) checkOnce(mapping.managers.columns);
  for (const absent of mapping.without ?? []) {
    const header = filled.get(absent);
    if (header === undefined) continue;
    throw new AppError(
      "invalid_input",
      `The column "${header}" is mapped to a field that the file is set not to have.`,
      {
        remedy: "Clear the checkbox, or map the column to something else.",
      },
    );
  }
}

/** Target -> the one column that fills it. */
function checkOnce(
  columns: Readonly<Record<string, ColumnTarget | ManagersTarget>>,
): ReadonlyMap<string, string> {
  const filled = new Map<string, string>();
  for (const [header, target] of Object.entries(columns)) {
    if (target.kind === "ignore") continue;
    const what = targetKey(target);
    const other = filled.get(what);
    if (other !== undefined) {
      throw new AppError(
        "invalid_input",
        `The columns "${other}" and "${header}" are mapped to the same field.`,
        {
          remedy: "Map one of them to something else, or ignore it.",
        },
      );
    }
    filled.set(what, header);
  }
  return filled;
}

/** What distinguishes two targets: "email", "field 7". */
export function targetKey(target: ColumnTarget | ManagersTarget): string {
  return target.kind === "field" ? `field ${target.fieldId}` : target.kind;
}
