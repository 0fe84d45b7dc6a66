import { fullStop } from "@/lib/format/full-stop";
import type { FieldOption } from "@/lib/model/field";
import type { Issue } from "@/lib/model/issue";
import type { ManagersTarget, Mapping } from "@/lib/model/mapping";
import { nearMiss, TEAMS_HEADER } from "@/lib/model/standard-columns";
import { blocked } from "@/lib/pipeline/blocked";
import type { Additions } from "@/lib/pipeline/validate/additions";
import type { ColumnParser } from "@/lib/pipeline/validate/column-parsers";
import { filledTwice } from "@/lib/pipeline/validate/header-problems";
import { teamsParser, unknownColumn } from "@/lib/pipeline/validate/prepare-mapping";
import { REASON_HEADER } from "@/lib/values/formula-escape";
import { sameText } from "@/lib/values/same-text";
import { shown } from "@/lib/values/text";

/** How the records of a file of managers are to be read. Made once per run. */
export type PreparedManagers = {
  /** One for each column that nothing is known of. */
  warnings: Issue[];
  headers: readonly string[];
  id: number;
  teams: number;
  separator: string | undefined;
  keepsBlank: boolean;
  parse: ColumnParser;
};

const ID_HEADERS: readonly string[] = ["ID", "UID"];

/**
 * The header of a file of managers comes in; where it names people and their teams goes out. Throws `file_blocked` when
 * either is missing, or appears twice.
 */
export function prepareManagers(
  header: readonly string[],
  mapping: Mapping["managers"],
  { teams, additions }: { teams: readonly FieldOption[]; additions: Additions },
): PreparedManagers {
  const mapped = new Map(
    Object.entries(mapping?.columns ?? {}).map(([name, target]) => [sameText(name), target]),
  );
  const warnings: Issue[] = [];
  const found = new Map<"id" | "teams", { index: number; target: ManagersTarget }>();
  for (const [index, name] of header.entries()) {
    const target = mapped.get(sameText(name)) ?? ownTarget(sameText(name));
    if (!target) warnings.push(unknownColumn(name, index + 1));
    if (!target || target.kind === "ignore") continue;
    const first = found.get(target.kind);
    if (first) throw filledTwice(NAMES[target.kind], header[first.index] ?? "", name);
    found.set(target.kind, { index, target });
  }
  const [id, column] = [found.get("id"), found.get("teams")];
  if (!id || column?.target.kind !== "teams") throw missing(header, { id: !id, teams: !column });
  const { index, target } = column;
  return {
    warnings,
    headers: header,
    id: id.index,
    teams: index,
    separator: target.separator,
    keepsBlank: target.blank === "keep",
    parse: teamsParser(teams, target, additions),
  };
}

const NAMES = { id: "ID", teams: TEAMS_HEADER } as const;

function ownTarget(name: string): ManagersTarget | null {
  if (ID_HEADERS.includes(name)) return { kind: "id" };
  if (name === REASON_HEADER) return { kind: "ignore" };
  return name === TEAMS_HEADER ? { kind: "teams", blank: "clear" } : null;
}

function missing(header: readonly string[], lacks: { id: boolean; teams: boolean }) {
  const names = [...(lacks.id ? [NAMES.id] : []), ...(lacks.teams ? [NAMES.teams] : [])].join(", ");
  const near = lacks.id ? header.find((name) => nearMiss(name) === "id") : undefined;
  const rest = "Rename the columns in the export, or map them in the column mapping of the sync.";
  return blocked({
    code: "header_missing",
    message: fullStop(
      `The header lacks required columns. Missing: ${names}. Found: ${header.slice(0, 30).map(shown).join(", ")}`,
    ),
    remedy: near === undefined ? rest : `"${shown(near)}" is probably ID. ${rest}`,
    row: 1,
    column: names,
  });
}
