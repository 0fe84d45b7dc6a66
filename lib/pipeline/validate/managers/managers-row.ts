import type { FieldValue } from "@/lib/model/field";
import type { CsvRecord } from "@/lib/model/file";
import type { Issue, IssueCode } from "@/lib/model/issue";
import type { Fingerprint } from "@/lib/model/user";
import { fingerprint } from "@/lib/pipeline/hash/fingerprint";
import { type Fault, ID_CHARS_MAX, rowIssue, type What, type Where } from "@/lib/pipeline/validate/issue";
import type { PreparedManagers } from "@/lib/pipeline/validate/managers/prepare-managers";
import { detached, hasControls, idOf, shown, trimCell, valuesOf } from "@/lib/values/text";
import { whyNoId } from "@/lib/values/unreadable-id";

/** What one row says of a person: the teams they lead (null: none, undefined: those they lead already). */
export type ManagerRow = {
  kind: "manager";
  row: number;
  line: number;
  id: string;
  teams: FieldValue | undefined;
  /** Over all that it says: equal ones say the same. */
  print: Fingerprint;
  issues: readonly Issue[];
};

/** `id` is null where it can't be read. */
export type SkippedManager = { kind: "skipped"; id: string | null; issues: readonly Issue[] };

/** A record of a file of managers comes in, a manager or what is wrong with the row goes out. Looks at this row only. */
export function readManager(prepared: PreparedManagers, record: CsvRecord): ManagerRow | SkippedManager {
  const { row, line, cells } = record;
  const id = idOf(cells[prepared.id] ?? "", true);
  if (cells.length !== prepared.headers.length) {
    // Cells after the fault are shifted: only the value in the first column is certainly the ID.
    const where = { row, line, id: prepared.id === 0 ? id : "", email: "" };
    return skip(where, "field_count", "Record has incorrect number of fields", null);
  }
  const where = { row, line, id, email: "" };
  const column = prepared.headers[prepared.id] ?? null;
  if (id === "") return skip(where, "required_missing", "Records must have: ID", column);
  if (id.length > ID_CHARS_MAX || hasControls(id)) {
    return skip(where, "value_invalid", `Invalid value for field ${column}: ${shown(id)}`, column, id);
  }
  const odd = whyNoId(id);
  if (odd !== null) return skip(where, "id_unreadable", `Invalid ID: ${id} (${odd})`, column, id);
  const cell = trimCell(cells[prepared.teams] ?? "");
  const faults: Fault[] = [];
  const value = cell === "" ? null : prepared.parse(cell, faults, !record.isPlain);
  const keeps = value === null && prepared.keepsBlank;
  const texts = valuesOf(cell, prepared.separator).sort();
  const teamsColumn = prepared.headers[prepared.teams] ?? null;
  const told: What[] = faults.map((fault) => ({ ...fault, severity: "warning", column: teamsColumn }));
  if (value === null && !keeps) {
    const message = `Manager ${shown(id)} has no team`;
    told.push({
      severity: "warning",
      code: "manager_without_team",
      message,
      column: teamsColumn,
      value: null,
    });
  }
  return {
    kind: "manager",
    row,
    line,
    id: detached(id),
    teams: keeps ? undefined : value,
    print: fingerprint(
      { id, email: "", firstName: texts.join("\n"), lastName: "", mobile: "" },
      NOTHING,
      NOTHING,
    ),
    issues: told.map((what) => rowIssue(where, what)),
  };
}

const NOTHING: readonly never[] = [];

function skip(
  where: Where,
  code: IssueCode,
  message: string,
  column: string | null,
  value: string | null = null,
): SkippedManager {
  const issue = rowIssue(where, { severity: "error", code, message, column, value });
  const isReadable = where.id !== "" && !hasControls(where.id) && whyNoId(where.id) === null;
  return { kind: "skipped", id: isReadable ? detached(where.id) : null, issues: [issue] };
}
