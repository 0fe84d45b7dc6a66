import type { ColumnStats } from "@/lib/model/column-stats";
import type { ProfileField } from "@/lib/model/field";
import type { ColumnTarget, Mapping } from "@/lib/model/mapping";
import { STANDARD_HEADERS, STANDARD_TARGETS, TEAMS_HEADER } from "@/lib/model/standard-columns";
import { columnOf } from "@/lib/pipeline/columns/collect";
import { likelyColumn } from "@/lib/runs/repairs/likely-column";
import { targetKey } from "@/lib/syncs/check-mapping";
import { nameOf, ownTarget } from "@/lib/syncs/describe-mapping";
import { mappedTarget } from "@/lib/syncs/describe-target";
import { REASON_HEADER } from "@/lib/values/formula-escape";
import { sameText } from "@/lib/values/same-text";

/** A column that a file lacks, and what can be done about it. */
export type ColumnProblem = {
  /** What the mapping or earlier files call it, else its standard name. */
  header: string;
  /** What it fills: "Department". */
  fills: string;
  target: ColumnTarget;
  /** False for what no file can be read without, and where another column of the file has taken its place. */
  canBeAbsent: boolean;
  /** Columns of the file that it may be now. */
  choices: readonly string[];
  /** The one of these that it probably is. */
  probable: { header: string; why: string } | null;
};

export type ColumnParts = {
  headers: readonly string[];
  /** What all rows have in each column; null, or a null in it, where that is not known. */
  columns: readonly (ColumnStats | null)[] | null;
  mapping: Mapping;
  fields: readonly ProfileField[];
  /** The header of the last file that was applied. */
  headersBefore: readonly string[];
};

type Column = { header: string; target: ColumnTarget | null; isSet: boolean };
type Missing = { header: string; target: ColumnTarget };

/**
 * The columns that the mapping names, the last file had or every file needs, and that no column of this file fills. One
 * that fills the same by its name alone is offered too: whether it means the same, the mapping does not say.
 */
export function columnProblems(parts: ColumnParts): ColumnProblem[] {
  const { headers, mapping, fields } = parts;
  const columns = headers.map((header) => columnIn(parts, header));
  const free = columns.filter(({ target }) => !target).map(({ header }) => header);
  const names = new Set(columns.flatMap(({ target }) => (target ? [nameOf(target, fields)] : [])));
  const missing = missingColumns(parts, columns);
  const taken = new Set<string>();
  return missing.map(({ header, target }) => {
    const key = targetKey(target);
    const same = columns.filter((column) => column.target && targetKey(column.target) === key);
    const choices = [
      ...same.map((column) => column.header),
      ...free.filter((name) => !decides(mapping, name)),
    ];
    const fills = nameOf(target, fields);
    names.delete(fills);
    const probable = likelyColumn({
      ...{ header, target, fills, filled: names, fields, headers, headersBefore: parts.headersBefore },
      isOnly: missing.length === 1,
      choices: choices.filter((name) => !taken.has(name)),
      statsOf: (name) => parts.columns?.[headers.indexOf(name)] ?? columnOf([]),
    });
    if (probable) taken.add(probable.header);
    const canBeAbsent = same.length === 0 && target.kind !== "id" && target.kind !== "email";
    return { header, fills, target, canBeAbsent, choices, probable };
  });
}

function missingColumns(parts: ColumnParts, columns: readonly Column[]): Missing[] {
  const { headers, mapping, fields, headersBefore } = parts;
  const present = new Set(headers.map(sameText));
  const isThere = (header: string) => present.has(sameText(header));
  const keys = (of: readonly Column[]) =>
    new Set(of.flatMap(({ target }) => (target ? [targetKey(target)] : [])));
  const filled = keys(columns);
  const set = keys(columns.filter(({ isSet }) => isSet));
  const found = new Map<string, Missing>();
  const note = (header: string, target: ColumnTarget | null) => {
    if (!target || target.kind === "ignore" || found.has(targetKey(target))) return;
    found.set(targetKey(target), { header, target });
  };
  for (const header of Object.keys(mapping.columns))
    if (!isThere(header)) note(header, columnIn(parts, header).target);
  for (const header of headersBefore) if (!isThere(header)) note(header, columnIn(parts, header).target);
  for (const kind of STANDARD_TARGETS) {
    if (!filled.has(kind) && !mapping.without?.some((absent) => absent === kind))
      note(STANDARD_HEADERS[kind], { kind });
  }
  return [...found.values()].filter(({ target }) => !set.has(targetKey(target)) && isKnown(target, fields));
}

/** What a column of this name fills, in this file or another, and whether the mapping says so. */
function columnIn({ mapping, fields }: ColumnParts, header: string): Column {
  const target = mappedTarget(mapping.columns, header);
  if (target && isKnown(target, fields)) return { header, target, isSet: true };
  if (sameText(header) === REASON_HEADER) return { header, target: { kind: "ignore" }, isSet: true };
  const own = ownTarget(header, fields);
  const teams = sameText(header) === TEAMS_HEADER ? ({ kind: "teams", blank: "clear" } as const) : null;
  return { header, target: own ?? teams, isSet: false };
}

function isKnown(target: ColumnTarget, fields: readonly ProfileField[]): boolean {
  return target.kind !== "field" || fields.some(({ id }) => id === target.fieldId);
}

/** A column that only decides which rows count has its use. */
function decides({ onlyRows }: Mapping, header: string): boolean {
  return onlyRows !== undefined && sameText(onlyRows.header) === sameText(header);
}
