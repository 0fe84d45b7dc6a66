import { inOptionOrder } from "@/lib/field-kinds/options";
import { hasOptions, isSeveral } from "@/lib/field-kinds/registry";
import {
  type FieldOption,
  type FieldValue,
  MANAGES_FIELD,
  type ProfileField,
  TEAMS_FIELD,
} from "@/lib/model/field";
import type { Issue } from "@/lib/model/issue";
import type { ColumnTarget, Mapping, StandardTarget, TeamsTarget } from "@/lib/model/mapping";
import { STANDARD_HEADERS, STANDARD_TARGETS, TEAMS_HEADER } from "@/lib/model/standard-columns";
import { type Additions, openAdditions } from "@/lib/pipeline/validate/additions";
import { blankReader, type ColumnParser, columnParser } from "@/lib/pipeline/validate/column-parsers";
import { filledTwice, headerMissing } from "@/lib/pipeline/validate/header-problems";
import { joinValues } from "@/lib/pipeline/validate/merge-rows";
import type { FieldColumn, Leads, Prepared } from "@/lib/pipeline/validate/prepared";
import { rowFilter } from "@/lib/pipeline/validate/row-filter";
import { REASON_HEADER } from "@/lib/values/formula-escape";
import { sameText } from "@/lib/values/same-text";
import { cut, shown } from "@/lib/values/text";

/** What a header is matched against beside the fields, and where what is new is collected. */
type Surroundings = {
  teams?: readonly FieldOption[];
  additions?: Additions;
  leads?: Leads | null;
  today?: string;
};

/**
 * A file's header, the sync's mapping and the workspace's fields come in; what each column fills goes out. Nothing is
 * guessed: a header is named by the mapping, or is exactly a standard name or a field's label. Throws `file_blocked`
 * when a required column is missing or two columns fill the same thing, `invalid_input` for a date format that is none.
 */
export function prepareMapping(
  header: readonly string[],
  mapping: Mapping,
  fields: readonly ProfileField[],
  { teams = [], additions = openAdditions(), leads = null, today }: Surroundings = {},
): Prepared {
  const mapped = new Map(Object.entries(mapping.columns).map(([name, target]) => [sameText(name), target]));
  const byId = new Map(fields.map((field) => [field.id, field]));
  const byLabel = new Map(fields.map((field) => [sameText(field.label), field]));
  const standard = new Map<StandardTarget, number>();
  const filled = new Map<number, FieldColumn>();
  const blanks: Prepared["blanks"] = { first_name: null, last_name: null, mobile: null };
  const warnings: Issue[] = [];
  const mappedHeaders: string[] = [];

  for (const [index, name] of header.entries()) {
    const target = targetOf(name);
    if (!target && !decides(name)) warnings.push(unknownColumn(name, index + 1));
    if (!target || target.kind === "ignore") continue;
    mappedHeaders.push(name);
    if (target.kind === "field") fillField(target, name, index);
    else if (target.kind === "teams") fill(teamsField(teams), target, name, index);
    else {
      fillStandard(target.kind, name, index);
      if ("blankWords" in target) blanks[target.kind] = blankReader(target.blankWords);
    }
  }

  const present = new Set(header.map(sameText));
  const columns = [...filled.entries()].sort(([a], [b]) => a - b).map(([, column]) => column);
  return {
    warnings,
    mappedHeaders,
    vanished: [...mapped.keys()].filter((name) => !present.has(name) && fills(targetOf(name))),
    wouldFill: (name) => {
      const target = targetOf(name);
      return fills(target) && !isReplaced(target);
    },
    width: header.length,
    standard: allOf(standard, header, mapping.without ?? []),
    blanks,
    headers: header,
    fields: columns,
    fieldKeys: [...columns.map((column) => column.key), ...(leads ? [`${MANAGES_FIELD}`] : [])],
    leads,
    filter: mapping.onlyRows ? rowFilter(header, mapping.onlyRows) : null,
  };

  function targetOf(name: string): ColumnTarget | null {
    const target = mapped.get(sameText(name));
    if (target && (target.kind !== "field" || byId.has(target.fieldId))) return target;
    const kind = STANDARD_TARGETS.find((each) => STANDARD_HEADERS[each] === sameText(name));
    if (kind) return { kind };
    if (sameText(name) === REASON_HEADER) return { kind: "ignore" };
    const field = byLabel.get(sameText(name));
    if (field) return { kind: "field", fieldId: field.id, blank: "clear" };
    return sameText(name) === TEAMS_HEADER ? { kind: "teams", blank: "clear" } : null;
  }

  /** Whether the mapping names a column of this file for it: someone has said that this is the one now. */
  function isReplaced(target: ColumnTarget | null): boolean {
    if (!target || target.kind === "ignore") return false;
    const name =
      target.kind === "field" || target.kind === "teams"
        ? filled.get(target.kind === "field" ? target.fieldId : TEAMS_FIELD)?.header
        : header[standard.get(target.kind) ?? -1];
    return name !== undefined && mapped.has(sameText(name));
  }

  /** A column that only decides which rows count is known. */
  function decides(name: string): boolean {
    return mapping.onlyRows !== undefined && sameText(mapping.onlyRows.header) === sameText(name);
  }

  function fillStandard(kind: StandardTarget, name: string, index: number): void {
    const first = standard.get(kind);
    if (first !== undefined) throw filledTwice(STANDARD_HEADERS[kind], header[first] ?? "", name);
    standard.set(kind, index);
  }

  function fillField(target: Extract<ColumnTarget, { kind: "field" }>, name: string, index: number): void {
    const field = byId.get(target.fieldId);
    if (field) fill(field, target, name, index);
  }

  function fill(field: ProfileField, target: FillingTarget, name: string, index: number): void {
    const first = filled.get(field.id);
    if (first) throw filledTwice(field.label, first.header, name);
    const keepsBlank = target.blank === "keep";
    const parse = parserOf(field, target, { additions, today });
    const sort = inOptionOrder(field);
    const join = isSeveral(field.type)
      ? (said: readonly (FieldValue | undefined)[]) => joinValues(said, sort)
      : null;
    filled.set(field.id, { index, header: name, key: `${field.id}`, keepsBlank, parse, join });
  }
}

type FillingTarget = Extract<ColumnTarget, { kind: "field" | "teams" }>;

/** In the order of their ids: however teams are renamed, a user's are always listed in the same one. */
function teamsField(teams: readonly FieldOption[]): ProfileField {
  const options = [...teams].sort((a, b) => a.id - b.id);
  return { id: TEAMS_FIELD, label: "Teams", type: "multiple_choice", options };
}

/** Reads teams out of a cell: for the column of a user's teams and for that of the teams a manager leads. */
export function teamsParser(
  teams: readonly FieldOption[],
  target: TeamsTarget,
  additions: Additions,
): ColumnParser {
  return parserOf(teamsField(teams), target, { additions });
}

function fills(target: ColumnTarget | null): boolean {
  return target !== null && target.kind !== "ignore";
}

type Around = { additions: Additions; today?: string | undefined };

function parserOf(field: ProfileField, target: FillingTarget, { additions, today }: Around): ColumnParser {
  const adds = target.unknown ?? (target.kind === "teams" ? "add" : "warn");
  const otherwise = adds === "add" && hasOptions(field.type) ? additions.otherwiseOf(field) : undefined;
  return columnParser(field, { ...target, today }, otherwise);
}

function allOf(
  found: ReadonlyMap<StandardTarget, number>,
  header: readonly string[],
  without: readonly StandardTarget[],
) {
  const missing = STANDARD_TARGETS.filter((target) => !found.has(target) && !without.includes(target));
  if (missing.length > 0) throw headerMissing(missing, header);
  const index = (target: StandardTarget) => found.get(target) ?? header.length;
  return {
    id: index("id"),
    email: index("email"),
    first_name: index("first_name"),
    last_name: index("last_name"),
    mobile: index("mobile"),
  };
}

/** A column that nothing is known of; `column` counts from 1. */
export function unknownColumn(name: string, column: number): Issue {
  return {
    severity: "warning",
    code: "column_unknown",
    message: `Field ${column} (${shown(name)}) is unknown`,
    row: null,
    line: null,
    csvId: null,
    email: null,
    column: cut(name),
    value: null,
  };
}
