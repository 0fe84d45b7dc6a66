import { AppError, notFound } from "@/lib/errors";
import type { ColumnTarget, ManagersTarget, Mapping, NumberSigns } from "@/lib/model/mapping";
import type { FieldChoice } from "@/lib/syncs/read";
import { dateParser } from "@/lib/values/date";

/**
 * Refuses a mapping that no file could be read by. Throws `not_found` for a field that is not among `fields`, and
 * `invalid_input` when two columns fill the same thing, a date format is none, or a column that the file is said not
 * to have is mapped.
 */
export function checkMapping(mapping: Mapping, fields: readonly FieldChoice[]): void {
  const ids = new Set(fields.map((field) => field.id));
  for (const [header, target] of Object.entries(mapping.columns)) {
    if (target.kind !== "field") continue;
    if (!ids.has(target.fieldId)) throw notFound("A profile field of this mapping");
    for (const format of [target.dateFormat, ...(target.moreDateFormats ?? [])])
      checkDateFormat(header, format);
    checkNumberSigns(header, target);
  }
  const filled = checkOnce(mapping.columns);
  if (mapping.managers) checkOnce(mapping.managers.columns);
  for (const absent of mapping.without ?? []) {
    const header = filled.get(absent);
    if (header === undefined) continue;
    throw new AppError("invalid_input", `The file is said not to have what the column "${header}" fills.`, {
      remedy: "Take the tick away, or choose something else for the column.",
    });
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
      throw new AppError("invalid_input", `The columns "${other}" and "${header}" fill the same thing.`, {
        remedy: "Choose something else for one of them, or ignore it.",
      });
    }
    filled.set(what, header);
  }
  return filled;
}

/** What tells two targets apart: "email", "field 7". */
export function targetKey(target: ColumnTarget | ManagersTarget): string {
  return target.kind === "field" ? `field ${target.fieldId}` : target.kind;
}

function checkNumberSigns(header: string, { decimal = ".", thousands }: NumberSigns): void {
  if (decimal !== thousands) return;
  const message = `The column "${header}" has the same sign for decimals and for thousands.`;
  throw new AppError("invalid_input", message, { remedy: "Choose another sign for one of them." });
}

function checkDateFormat(header: string, dateFormat: string | undefined): void {
  try {
    dateParser(dateFormat);
  } catch (cause) {
    throw new AppError("invalid_input", `The date format of the column "${header}" can't be used.`, {
      cause,
      remedy: "Write it like dd.MM.yyyy: dd is the day, MM the month, yyyy the year.",
    });
  }
}
