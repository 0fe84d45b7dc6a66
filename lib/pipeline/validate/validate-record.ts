import type { FieldValue } from "@/lib/model/field";
import type { CsvRecord } from "@/lib/model/file";
import type { Issue, IssueCode, SkippedRecord, Validated } from "@/lib/model/issue";
import type { StandardTarget } from "@/lib/model/mapping";
import {
  type Fault,
  ID_CHARS_MAX,
  NAME_CHARS_MAX,
  rowIssue,
  type Where,
} from "@/lib/pipeline/validate/issue";
import { mentionsOf } from "@/lib/pipeline/validate/mentions";
import type { Prepared } from "@/lib/pipeline/validate/prepared";
import { RowPerson } from "@/lib/pipeline/validate/row-person";
import { emailKeyOf } from "@/lib/values/email";
import { isExampleEmail } from "@/lib/values/formula-escape";
import { composed } from "@/lib/values/same-text";
import { detached, hasControls, idOf, onOneLine, shown, trimCell } from "@/lib/values/text";
import { isFormulaError, isShortened, whyNoId } from "@/lib/values/unreadable-id";

const NO_ISSUES: readonly Issue[] = [];

/**
 * A record comes in, a person or what is wrong with it goes out; nothing vanishes. Looks at this record only: that an
 * ID or address appears in two rows, or belongs to someone else, is found when planning.
 */
export function validateRecord(prepared: Prepared, record: CsvRecord): Validated {
  const isCareful = !record.isPlain;
  const { row, line, cells } = record;
  const { standard, width, blanks } = prepared;
  const id = idOf(cells[standard.id] ?? "", isCareful);
  if (cells.length !== width) {
    // Cells after the fault are shifted: only the value in the first column is certainly the ID.
    const said = { row, line, id: standard.id === 0 ? id : "", email: "" };
    return skip(
      prepared,
      { ...said, cells },
      "field_count",
      "Record has incorrect number of fields",
      null,
      curlyIn(cells),
    );
  }
  const email = trimCell(cells[standard.email] ?? "");
  const said = { row, line, id, email, cells };
  const deciding = prepared.filter && (cells[prepared.filter.index] ?? "");
  if (deciding !== null && prepared.filter?.isUnreadable(deciding)) {
    const message = `Invalid value for field ${prepared.filter.header}: ${shown(trimCell(deciding))}`;
    return skip(prepared, said, "value_invalid", message, null, deciding);
  }
  if (id === "" || email === "") {
    const missing = id === "" ? "id" : "email";
    const skipped = skip(prepared, said, "required_missing", "Records must have: ID, Email", missing);
    const key = id === "" ? emailKeyOf(email) : null;
    return key === null ? skipped : { ...skipped, blankIdOf: { emailKey: detached(key) } };
  }
  if (id.length > ID_CHARS_MAX || (isCareful && hasControls(id)))
    return skipInvalid(prepared, said, "id", id);
  const odd = whyNoId(id);
  if (odd !== null) return skip(prepared, said, "id_unreadable", `Invalid ID: ${id} (${odd})`, "id", id);
  const emailKey = emailKeyOf(email);
  if (emailKey === null) {
    return skip(prepared, said, "email_invalid", "Invalid e-mail address", "email", email);
  }
  if (isExampleEmail(emailKey)) {
    return skip(prepared, said, "example_row", `Example of the template: ${email}`, null, email);
  }

  // Null leaves what the user has.
  const firstName = nameOf(cells[standard.first_name], isCareful, blanks.first_name);
  const lastName = nameOf(cells[standard.last_name], isCareful, blanks.last_name);
  const mobile = mobileOf(nameOf(cells[standard.mobile], isCareful, blanks.mobile));

  let issues = readFields(prepared, cells, said, isCareful);
  if (firstName === null || lastName === null || mobile === null) {
    const left = { first_name: firstName, last_name: lastName, mobile };
    issues = [...leftIssues(prepared, said, left), ...issues];
  }
  if (prepared.leads) values.push(prepared.leads(id));
  const person = new RowPerson(prepared.fieldKeys, values.slice(), cells);
  person.row = row;
  person.line = line;
  person.id = detached(id);
  person.email = email;
  person.emailKey = emailKey;
  // A column that the mapping says is missing gets an index after the last one.
  person.firstName = standard.first_name < width ? firstName : null;
  person.lastName = standard.last_name < width ? lastName : null;
  person.mobile = standard.mobile < width ? mobile : null;
  return { kind: "person", person, issues };
}

// Refilled for every record: as fresh arrays they would be a good part of the garbage of a run.
const faults: Fault[] = [];
const values: (FieldValue | undefined)[] = [];

/** Fills `values`, one for each of `prepared.fields`. */
function readFields(
  prepared: Prepared,
  cells: readonly string[],
  where: Where,
  isCareful: boolean,
): readonly Issue[] {
  let issues: Issue[] | null = null;
  values.length = prepared.fields.length;
  for (let at = 0; at < values.length; at++) {
    const column = prepared.fields[at];
    if (!column) continue;
    const cell = trimCell(cells[column.index] ?? "");
    const value = cell === "" ? null : column.parse(cell, faults, isCareful);
    values[at] = value === null && column.keepsBlank ? undefined : value;
    if (faults.length === 0) continue;
    issues ??= [];
    for (const fault of faults)
      issues.push(rowIssue(where, { severity: "warning", column: column.header, ...fault }));
    faults.length = 0;
  }
  return issues ?? NO_ISSUES;
}

const ODD_MOBILE = /[.eE]/;

/** A number that a spreadsheet made of one: null where it has lost digits, without the ".0" that it has put at the end. */
function mobileOf(text: string | null): string | null {
  if (text === null || !ODD_MOBILE.test(text)) return text;
  if (isShortened(text)) return null;
  return text.includes(".") ? text.replace(/^(\+?\d+)\.0+$/, "$1") : text;
}

type Line = "first_name" | "last_name" | "mobile";

/** A warning for each of the cells that the user keeps their own value for. */
function leftIssues(
  { headers, standard }: Prepared,
  said: Said,
  left: Readonly<Record<Line, string | null>>,
): Issue[] {
  const lines: readonly Line[] = ["first_name", "last_name", "mobile"];
  return lines.flatMap((target) => {
    if (left[target] !== null) return [];
    const column = headers[standard[target]] ?? "";
    const value = trimCell(said.cells[standard[target]] ?? "");
    const message = `Invalid value for field ${column}: ${shown(value)}`;
    return [rowIssue(said, { severity: "warning", code: "value_invalid", message, column, value })];
  });
}

/** The cell that curly quotes were meant to begin: the separator behind them was taken for one between cells. */
function curlyIn(cells: readonly string[]): string | null {
  return cells.find((cell) => /^[“„«]/.test(trimCell(cell))) ?? null;
}

/** Names and the mobile number are one line; null for what can't be stored or shown. */
function nameOf(
  cell: string | undefined,
  isCareful: boolean,
  isBlank: ((text: string) => boolean) | null,
): string | null {
  const trimmed = trimCell(cell ?? "");
  if (isBlank?.(trimmed)) return "";
  const isOdd = isCareful && hasControls(trimmed);
  const name = isOdd ? onOneLine(trimmed) : trimmed;
  if (isFormulaError(name)) return null;
  return name.length > NAME_CHARS_MAX || (isOdd && hasControls(name)) ? null : composed(name);
}

/** A row that is skipped: where it is, what it says of whose it is, and all of it. */
type Said = Where & Pick<CsvRecord, "cells">;

function skipInvalid(prepared: Prepared, said: Said, target: StandardTarget, cell = ""): SkippedRecord {
  const column = prepared.headers[prepared.standard[target]] ?? "";
  return skip(
    prepared,
    said,
    "value_invalid",
    `Invalid value for field ${column}: ${shown(cell)}`,
    target,
    cell,
  );
}

function skip(
  { headers, standard, width }: Prepared,
  { cells, ...where }: Said,
  code: IssueCode,
  message: string,
  target: StandardTarget | null = null,
  value: string | null = null,
): SkippedRecord {
  const column = target && (headers[standard[target]] ?? null);
  const issue = rowIssue(where, { severity: "error", code, message, column, value });
  const isReadable = where.id !== "" && !hasControls(where.id) && whyNoId(where.id) === null;
  const id = isReadable ? detached(where.id) : null;
  const mentions = mentionsOf(cells, { id: standard.id, email: standard.email, width });
  return { kind: "skipped", row: where.row, id, mentions, issues: [issue] };
}
