import { formatNumber } from "@/lib/format/number";
import type { ColumnTarget, Mapping, StandardTarget } from "@/lib/model/mapping";
import { STANDARD_TARGETS } from "@/lib/model/standard-columns";
import { mappedTarget } from "@/lib/syncs/describe-target";
import type { FieldChoice } from "@/lib/syncs/read";
import { REASON_HEADER } from "@/lib/values/formula-escape";
import { sameText, withoutHeaders } from "@/lib/values/same-text";

/** What the standard columns are called in a file, and on a screen. */
export const STANDARD_LABELS: Readonly<Record<StandardTarget, string>> = {
  id: "ID",
  email: "Email",
  first_name: "First name",
  last_name: "Last name",
  mobile: "Mobile",
};

export const TEAMS_LABEL = "Team(s)";

export type MappedColumn = {
  header: string;
  /** Chosen by someone, found by its name, left out by choice, or not understood. */
  how: "set" | "matched" | "ignored" | "unknown";
  /** What it fills; null when it fills nothing. */
  fills: string | null;
  /** Whether the last file had it. */
  inFile: boolean;
};

type Parts = { headers: readonly string[]; mapping: Mapping; fields: readonly FieldChoice[] };

/** What each column of the last file fills, in its order, then the columns that someone has mapped and it lacks. */
export function describeMapping({ headers, mapping, fields }: Parts): MappedColumn[] {
  const extra = withoutHeaders(Object.keys(mapping.columns), headers);
  // A mapped column that the file lacks fills nothing, and so leaves its place to another.
  const mapped = headers.flatMap((header) => mappedTarget(mapping.columns, header) ?? []);
  const taken = new Set(mapped.map((target) => nameOf(target, fields)));
  return [...headers, ...extra].map((header) => {
    const inFile = headers.includes(header);
    const target = mappedTarget(mapping.columns, header);
    if (target?.kind === "ignore") return { header, how: "ignored", fills: null, inFile };
    if (!target && header === REASON_HEADER) return { header, how: "ignored", fills: null, inFile };
    if (target) return { header, how: "set", fills: nameOf(target, fields), inFile };
    const own = ownTarget(header, fields);
    const found = own && nameOf(own, fields);
    if (found === null || taken.has(found)) {
      return mapping.onlyRows && sameHeader(mapping.onlyRows.header, header)
        ? { header, how: "set", fills: DECIDES, inFile }
        : { header, how: "unknown", fills: null, inFile };
    }
    return { header, how: "matched", fills: found, inFile };
  });
}

/** The rules about rows, in words; none where all rows count and none may repeat. */
export function describeRows({ onlyRows, repeats, takesOver }: Mapping): string[] {
  const values = onlyRows?.values.map((value) => `“${value}”`).join(", ");
  const is = onlyRows?.keep === "listed" ? "is one of" : "is none of";
  return [
    ...(onlyRows ? [`Imports only rows whose ${onlyRows.header} ${is} ${values}.`] : []),
    ...(repeats === "merge" ? ["Several rows with the same ID are merged into one."] : []),
    ...describeTakeOver(takesOver),
  ];
}

/** The column that decides which rows count, where the file lacks it: such a file is not used. */
export function missingDeciding(headers: readonly string[], { onlyRows }: Mapping): string[] {
  return onlyRows && !headers.some((header) => sameHeader(header, onlyRows.header)) ? [onlyRows.header] : [];
}

/** What a column does that fills nothing and decides which rows count. */
const DECIDES = "Not mapped: selects the rows to import";

function sameHeader(a: string, b: string): boolean {
  return sameText(a) === sameText(b);
}

/** The standard columns that nothing fills: without them a file can't be read, but for those it is said not to have. */
export function missingStandard(
  columns: readonly MappedColumn[],
  without: Mapping["without"] = [],
): string[] {
  const filled = new Set(columns.filter((column) => column.inFile).map((column) => column.fills));
  const needed = STANDARD_TARGETS.filter((target) => !without.some((absent) => absent === target));
  return needed.map((target) => STANDARD_LABELS[target]).filter((label) => !filled.has(label));
}

/** What a target is called. */
export function nameOf(target: ColumnTarget, fields: readonly FieldChoice[]): string {
  if (target.kind === "ignore") return "Ignored";
  if (target.kind === "teams") return TEAMS_LABEL;
  if (target.kind !== "field") return STANDARD_LABELS[target.kind];
  return fields.find((field) => field.id === target.fieldId)?.label ?? "A deleted field";
}

/** What a column fills by its name alone; null for nothing. */
export function ownTarget(header: string, fields: readonly FieldChoice[]): ColumnTarget | null {
  const kind = STANDARD_TARGETS.find((target) => STANDARD_LABELS[target] === sameText(header));
  if (kind) return { kind };
  const field = fields.find(({ label }) => sameText(label) === sameText(header));
  return field ? { kind: "field", fieldId: field.id, blank: "clear" } : null;
}

/** That users added manually may be connected, in one line; none when nobody may. */
export function describeTakeOver(takesOver: Mapping["takesOver"] = {}): string[] {
  const count = Object.keys(takesOver).length;
  if (count === 0) return [];
  const who =
    count === 1 ? "1 user who was added manually" : `${formatNumber(count)} users who were added manually`;
  return [`Connects ${who}, if nobody has changed them since.`];
}
