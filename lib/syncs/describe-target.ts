import { ALL_KINDS } from "@/lib/field-kinds/registry";
import { plural } from "@/lib/format/plural";
import type { ColumnTarget, ManagersTarget } from "@/lib/model/mapping";
import { sameText } from "@/lib/values/same-text";

/** How a column's cells are read where that is not the usual way, a few words each: "blank keeps the value", "dd.MM.yyyy". */
export function describeSettings(target: ColumnTarget | ManagersTarget | null): string[] {
  const blanks = target && "blankWords" in target ? (target.blankWords ?? []) : [];
  const words = blanks.length > 0 ? [`blank: ${blanks.join(", ")}`] : [];
  if (target?.kind !== "field" && target?.kind !== "teams") return words;
  const { blank, separator, unknown, aliases = {} } = target;
  const usual = target.kind === "teams" ? "add" : "warn";
  const count = Object.keys(aliases).length;
  return [
    ...(target.kind === "field" ? ALL_KINDS.flatMap(({ reading }) => reading?.describe?.(target) ?? []) : []),
    ...(separator ? [`separated by ${separatorName(separator)}`] : []),
    ...words,
    ...(blank === "keep" ? ["blank keeps the value"] : []),
    ...(unknown && unknown !== usual
      ? [target.kind === "teams" ? "no new teams" : "new options are added"]
      : []),
    ...(count > 0 ? [plural(count, "other spelling")] : []),
  ];
}

const SEPARATOR_NAMES: Readonly<Record<string, string>> = {
  ";": "semicolons",
  ",": "commas",
  "|": "vertical bars",
  "/": "slashes",
};

function separatorName(separator: string): string {
  return SEPARATOR_NAMES[separator.trim()] ?? `“${separator}”`;
}

/** What a mapping says of a header; undefined for nothing. A file may have columns named `constructor` or `__proto__`. */
export function mappedTarget<T>(columns: Readonly<Record<string, T>>, header: string): T | undefined {
  if (Object.hasOwn(columns, header)) return columns[header];
  const wanted = sameText(header);
  return Object.entries(columns).find(([name]) => sameText(name) === wanted)?.[1];
}
