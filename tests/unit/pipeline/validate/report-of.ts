import type { FieldValue, ProfileField } from "@/lib/model/field";
import { READ_DEFAULTS, type ReadSettings } from "@/lib/model/file";
import type { Issue } from "@/lib/model/issue";
import type { Mapping } from "@/lib/model/mapping";
import type { Person } from "@/lib/model/user";
import { blockingIssue } from "@/lib/pipeline/blocked";
import { leftOutNotes } from "@/lib/pipeline/left-out-rows";
import { readCsv } from "@/lib/pipeline/read/read-csv";
import { createRowList } from "@/lib/pipeline/row-list";
import { isNobody } from "@/lib/pipeline/validate/mentions";
import { prepareMapping } from "@/lib/pipeline/validate/prepare-mapping";
import type { Prepared } from "@/lib/pipeline/validate/prepared";
import { validateRecord } from "@/lib/pipeline/validate/validate-record";

/** What becomes of a file: readable, and complete. */
export type FileReport = {
  /** Code and message of what makes the file unusable. */
  blocked?: [code: string, message: string];
  /** Row, ID, address, first name, last name, mobile, and the fields that the row sets. */
  persons: [number, string, string, string, string, string, Record<string, unknown>][];
  /** `row <n>, <column>: <severity>: <message>`. */
  issues: string[];
  /** What the run says of rows that are nobody's. */
  notes: string[];
};

type Options = {
  settings?: Partial<ReadSettings>;
  columns?: Mapping["columns"];
  fields: readonly ProfileField[];
};

/** Takes a file through read and validate, as a run does. Throws when a row vanishes. */
export async function reportOf(
  bytes: Buffer,
  { settings, columns = {}, fields }: Options,
): Promise<FileReport> {
  const report: FileReport = { persons: [], issues: [], notes: [] };
  const nameless = createRowList();
  let prepared: Prepared | null = null;
  let read = 0;
  let skipped = 0;
  try {
    for await (const part of readCsv(inPieces(bytes), { ...READ_DEFAULTS, ...settings })) {
      if (part.kind === "header") {
        prepared = prepareMapping(part.header, { columns }, fields);
        report.issues.push(...prepared.warnings.map(spell));
        continue;
      }
      if (part.kind === "end") {
        report.issues.push(...part.warnings.map(spell));
        report.notes.push(...leftOutNotes({ blank: part.blankRows, nameless: nameless.list() }));
        continue;
      }
      if (!prepared) throw new Error("records before the header");
      for (const record of part.records) {
        if (isNobody(prepared, record)) {
          nameless.add(record.row);
          continue;
        }
        const validated = validateRecord(prepared, record);
        read++;
        report.issues.push(...validated.issues.map(spell));
        if (validated.kind === "person") report.persons.push(describe(validated.person, fields));
        else skipped++;
      }
    }
  } catch (error) {
    const issue = blockingIssue(error);
    if (!issue) throw error;
    return { blocked: [issue.code, issue.message], persons: [], issues: [], notes: [] };
  }
  if (read !== report.persons.length + skipped) throw new Error("a row vanished");
  return report;
}

async function* inPieces(bytes: Buffer): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += 7) yield bytes.subarray(at, at + 7);
}

function spell({ row, column, severity, message }: Issue): string {
  return `${row === null ? "file" : `row ${row}`}, ${column ?? "-"}: ${severity}: ${message}`;
}

function describe(person: Person, fields: readonly ProfileField[]): FileReport["persons"][number] {
  const set = fields.flatMap((field) => {
    const value = person.fields[field.id];
    return value === undefined ? [] : [[field.label, readable(field, value)]];
  });
  const { row, id, email, firstName, lastName, mobile } = person;
  return [row, id, email, firstName ?? "", lastName ?? "", mobile ?? "", Object.fromEntries(set)];
}

function readable(field: ProfileField, value: FieldValue): unknown {
  const label = (id: number) => field.options.find((option) => option.id === id)?.label;
  if (typeof value === "number") return label(value);
  return typeof value === "object" && value ? value.map(label) : value;
}
