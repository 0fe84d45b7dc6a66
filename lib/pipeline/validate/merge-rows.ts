import type { FieldValue } from "@/lib/model/field";
import type { Issue, SkippedRecord, Validated } from "@/lib/model/issue";
import type { Person } from "@/lib/model/user";
import { rowIssue } from "@/lib/pipeline/validate/issue";
import type { Prepared } from "@/lib/pipeline/validate/prepared";
import { RowPerson } from "@/lib/pipeline/validate/row-person";
import { detached } from "@/lib/values/text";

type Row = Extract<Validated, { kind: "person" }>;

/** Rows of one ID met so far, and how many are to come. */
type Group = { left: number; rows: Row[]; badRow: number | null };

const ROWS_NAMED_MAX = 20;

/**
 * Makes one person of several rows of one ID, once the last of them is read: values of multiple-choice columns are joined,
 * of any other column the first one that is not blank counts. `repeated`: how many rows each such ID has. When one of
 * them has an error none is used, as what it says would be lost.
 */
export function createMerger({ fields }: Prepared, repeated: ReadonlyMap<string, number>) {
  const open = new Map<string, Group>();
  const merged = { people: 0, examples: [] as string[] };
  /** Of rows that differ in it: one of them may be a row of someone else under a wrong ID. */
  const emailKeys = new Set<string>();

  return {
    take: (batch: readonly Validated[]): Validated[] => batch.flatMap(takeOne),
    /** Addresses whose users are not missing, whatever was made of the rows. */
    mentioned: (): { emailKey: string }[] => [...emailKeys].map((emailKey) => ({ emailKey })),
    notes: (): string[] => (merged.people > 0 ? [mergedNote(merged)] : []),
  };

  function takeOne(item: Validated): readonly Validated[] {
    const id = item.kind === "person" ? item.person.id : item.id;
    const count = id === null ? undefined : repeated.get(id);
    if (id === null || count === undefined) return [item];
    const group = open.get(id) ?? { left: count, rows: [], badRow: null };
    open.set(id, group);
    group.left -= 1;
    if (item.kind === "person") group.rows.push(item);
    else group.badRow ??= item.row;
    const passed = item.kind === "person" ? [] : [item];
    if (group.left > 0) return passed;
    open.delete(id);
    return [...passed, ...close(group)];
  }

  function close({ rows, badRow }: Group): Validated[] {
    if (badRow !== null) return rows.map((row) => notMerged(row, badRow));
    const [first] = rows;
    // Equal rows are one row, and reported as one.
    if (!first || rows.every(({ person }) => samePrint(person, first.person))) return rows;
    const numbers = rows.map(({ person }) => person.row);
    const named = `rows ${numbers.slice(0, ROWS_NAMED_MAX).join(", ")}${numbers.length > ROWS_NAMED_MAX ? ", …" : ""}`;
    merged.people += 1;
    if (merged.examples.length < ROWS_NAMED_MAX) merged.examples.push(`${first.person.id} (${named})`);
    if (rows.some((row) => row.person.emailKey !== first.person.emailKey))
      for (const row of rows) emailKeys.add(detached(row.person.emailKey));
    const { person, differing } = mergePersons(rows.map((row) => row.person));
    const issues = rows.flatMap((row) => row.issues);
    if (differing.length > 0) issues.push(rowsDiffer(person, named, differing));
    return [{ kind: "person", person, issues }];
  }

  function mergePersons(people: readonly Person[]): { person: Person; differing: string[] } {
    const [first] = people;
    if (!first) throw new RangeError("Nobody to merge.");
    const differing: string[] = [];
    const text = (header: string, of: (person: Person) => string | null): string | null => {
      const said = people.map(of).filter((value) => value !== null && value !== "");
      if (new Set(said).size > 1) differing.push(header);
      return said[0] ?? of(first);
    };
    const keys = Object.keys(first.fields);
    const columns = new Map(fields.map((column) => [column.key, column]));
    const allKeys = [...new Set(people.flatMap((person) => Object.keys(person.fields)))].sort(
      (a, b) => +a - +b,
    );
    const values = allKeys.map((key) => {
      const said = people.map((person) => person.fields[key]);
      const column = columns.get(key);
      if (column?.join) return column.join(said);
      const full = said.filter((value) => value !== undefined && value !== null);
      if (column && new Set(full.map((value) => JSON.stringify(value))).size > 1)
        differing.push(column.header);
      return full[0] ?? (keys.includes(key) ? first.fields[key] : undefined);
    });
    const person = new RowPerson(allKeys, values);
    Object.assign(person, { row: first.row, line: first.line, id: first.id });
    person.email = text("Email", ({ email }) => email) ?? first.email;
    person.emailKey = first.emailKey;
    person.firstName = text("First name", ({ firstName }) => firstName);
    person.lastName = text("Last name", ({ lastName }) => lastName);
    person.mobile = text("Mobile", ({ mobile }) => mobile);
    return { person, differing };
  }
}

/** Ids of all rows' options, in the order that `sort` gives; null when all rows leave the field blank. */
export function joinValues(
  said: readonly (FieldValue | undefined)[],
  sort: (ids: Iterable<number>) => number[],
): FieldValue | undefined {
  const ids = new Set(said.flatMap((value) => (typeof value === "object" && value !== null ? value : [])));
  if (ids.size > 0) return sort(ids);
  return said.includes(undefined) ? undefined : null;
}

function rowsDiffer({ row, line, id, email }: Person, named: string, differing: readonly string[]): Issue {
  return rowIssue(
    { row, line, id, email },
    {
      severity: "warning",
      code: "rows_differ",
      message: `The ${named} of ID ${id} differ in ${differing.join(", ")}: the first value is used`,
      column: null,
      value: null,
    },
  );
}

function notMerged({ person }: Row, badRow: number): SkippedRecord {
  const { row, line, id, email, emailKey } = person;
  const message = `Row ${badRow} of the same ID has an error, so this row is skipped too`;
  const issue = rowIssue(
    { row, line, id, email },
    { severity: "error", code: "rows_not_merged", message, column: null, value: null },
  );
  const emailKeys = [emailKey, ...(person.otherEmailKeys?.() ?? [])];
  return { kind: "skipped", row, id, mentions: { ids: [id], emailKeys }, issues: [issue] };
}

function samePrint(a: Person, b: Person): boolean {
  return a.fingerprint.every((word, at) => word === b.fingerprint[at]);
}

function mergedNote({ people, examples }: { people: number; examples: readonly string[] }): string {
  const more = people - examples.length;
  const who = people === 1 ? "1 person has" : `${people.toLocaleString("en-US")} people have`;
  return `${who} several rows, which were merged: ${examples.join(", ")}${more > 0 ? ` and ${more.toLocaleString("en-US")} more` : ""}.`;
}
