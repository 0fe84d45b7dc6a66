import { plural } from "@/lib/format/plural";
import type { ColumnTarget, ManagersTarget } from "@/lib/sync/mapping";

/** How a column's cells are read where that is not the usual way, a few words each: "blank keeps", "dd.MM.yyyy". */
export function describeSettings(target: ColumnTarget | ManagersTarget | null): string[] {
  if (target?.kind !== "field" && target?.kind !== "teams") return [];
  const { blank, separator, unknown, aliases = {} } = target;
  const usual = target.kind === "teams" ? "add" : "warn";
  const count = Object.keys(aliases).length;
  return [
    ...(target.kind === "field" && target.dateFormat ? [target.dateFormat] : []),
    ...(separator ? [`separated by ${separatorName(separator)}`] : []),
    ...(blank === "keep" ? ["blank keeps"] : []),
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
