import type { ProfileField } from "@/lib/model/field";
import type { Issue, Validated } from "@/lib/model/issue";
import type { Mapping } from "@/lib/model/mapping";
import type { Person } from "@/lib/model/user";
import { hexOf } from "@/lib/pipeline/hash/fingerprint";
import { prepareMapping } from "@/lib/pipeline/validate/prepare-mapping";
import { validateRecord } from "@/lib/pipeline/validate/validate-record";

export const HEADER = ["ID", "Email", "First name", "Last name", "Mobile"];
export const BARE: Mapping = { columns: {} };

const options = (...labels: string[]) => labels.map((label, index) => ({ id: index + 1, label }));

export const FIELDS: readonly ProfileField[] = [
  { id: 11, label: "Role", type: "text", options: [] },
  { id: 12, label: "Age", type: "number", options: [] },
  { id: 13, label: "Birthdate", type: "date", options: [] },
  { id: 14, label: "Office", type: "single_choice", options: options("Oslo", "Bergen", "Société") },
  { id: 15, label: "Department", type: "multiple_choice", options: options("Sales", "Marketing", "Finance") },
];

/** A person as plain data: `fields` of a validated one is made when asked for. */
export function plain(person: Person): Omit<Person, "fingerprint"> & { fingerprint: string } {
  const { row, line, id, email, emailKey, firstName, lastName, mobile, fields } = person;
  return {
    row,
    line,
    id,
    email,
    emailKey,
    firstName,
    lastName,
    mobile,
    fields,
    fingerprint: hexOf(person.fingerprint),
  };
}

/** Validates one row of the standard columns. */
export function standardRow(...cells: string[]): Validated {
  return validateRecord(prepareMapping(HEADER, BARE, FIELDS), { row: 2, line: 2, cells });
}

type Fielded = { fields: Person["fields"]; issues: readonly Issue[]; fingerprint: string };

/** Validates a good row with one more column: what becomes of the cell. */
export function fieldCell(header: string, cell: string, columns: Mapping["columns"] = {}): Fielded {
  const prepared = prepareMapping([...HEADER, header], { columns }, FIELDS);
  const validated = validateRecord(prepared, { row: 7, line: 9, cells: ["1", "a@b.fi", "A", "B", "", cell] });
  if (validated.kind !== "person") throw new Error("the row was skipped");
  const { fields, fingerprint } = validated.person;
  return { fields, fingerprint: hexOf(fingerprint), issues: validated.issues };
}

export function messages(issues: readonly Issue[]): string[] {
  return issues.map((issue) => issue.message);
}
