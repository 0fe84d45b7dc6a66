import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isNobody } from "@/lib/pipeline/validate/mentions";
import { prepareMapping } from "@/lib/pipeline/validate/prepare-mapping";
import { validateRecord } from "@/lib/pipeline/validate/validate-record";
import { owned, planOf } from "../plan/directory";
import { readAll } from "./reading";

const HEADER = "ID,Email,First name,Last name,Mobile";
const row = (at: number) => `${at},p${at}@x.io,F${at},L${at},`;
const lines = (...rows: string[]) => `${[HEADER, ...rows].join("\n")}\n`;

describe("Quotes that have swallowed rows are refused, with both places", () => {
  test.each<[string, string, opens: string, closes: string]>([
    [
      "one row",
      lines(row(1), '3,p3@x.io,"Buddy,L3,', '4,p4@x.io,F4",L4,', row(5)),
      "line 3, column 11 (byte 64)",
      "line 4, column 13 (byte 87)",
    ],
    [
      "many rows, CRLF and wide letters",
      lines('1,p1@x.io,"Ä,L1,', row(2), row(3), '4,p4@x.io,F4",L4,').replaceAll("\n", "\r\n"),
      "line 2, column 11 (byte 48)",
      "line 5, column 13 (byte 105)",
    ],
    [
      "in the last column, to the end of the file",
      lines('1,p1@x.io,F1,L1,"', row(2), '3,p3@x.io,F3,L3,"').trimEnd(),
      "line 2, column 17 (byte 53)",
      "line 4, column 17 (byte 88)",
    ],
    [
      "with a separator in quotes before",
      lines('1,p1@x.io,"Ann, B.","L1,', '2,p2@x.io,F2,L2",'),
      "line 2, column 21 (byte 57)",
      "line 3, column 16 (byte 77)",
    ],
    [
      "closed by a quote that opens a cell",
      lines('1,p1@x.io,"F1,L1,', '2,p2@x.io,F2,",L",'),
      "line 2, column 11 (byte 47)",
      "line 3, column 14 (byte 68)",
    ],
    [
      "one row, where the cell that closes it has a separator of its own",
      'First name,Last name,N"ote,Email,Mobile,ID\nBo2,"Ann2,x,p2@x.io,,2\nAnn3,Ann3,"," x",p3@x.io,,3\n',
      "line 2, column 5 (byte 47)",
      "line 3, column 11 (byte 76)",
    ],
    [
      "the header and the first row",
      'ID,Email,First name,Last name,Mobile,"Note\n1,p1@x.io,F1,L1,,n"\n',
      "line 1, column 38 (byte 37)",
      "line 2, column 19 (byte 61)",
    ],
  ])("%s", async (_, file, opens, closes) => {
    const { problem, remedy } = await readAll(file);
    expect(problem).toMatchObject({ severity: "blocking", code: "file_bad_quote" });
    expect(problem?.message).toContain(opens);
    expect(problem?.message).toContain(closes);
    expect(remedy).toContain("Remove");
  });
});

test.each([
  lines('1,a@x.io,"Ann\nBea",Ek,', '2,b@x.io,Bo,"Da\nl",'),
  lines('1,a@x.io,A,B,"+358\n+359"', '2,b@x.io,C,D,"1, 2\n3, 4"'),
  lines('"1",a@x.io,A,"see b@x.io, or\nc@x.io",'),
  'Email,ID,Note\n"a@x.io\nb@x.io",1,x\nc@x.io,2,"one,\ntwo, d@x.io"\n',
  'UID,Team(s)\n1,"Sales\nHR, Berlin"\n',
])("Cells of several lines are read: %j", async (file) => {
  expect((await readAll(file)).problem).toBeNull();
});

/** A list in the order of its columns, some cells quoted though they need not be. */
type Good = { id: string; email: string; firstName: string; lastName: string; note: string };
const name = fc.constantFrom("Ann#", "Bo#", "", "Ek#, Jr#", 'Al# "Big"', "Lee#");
const note = fc.constantFrom(
  "",
  "x",
  "a\nb",
  "x, y",
  "one,\ntwo",
  "\nthree",
  ", x",
  "see q@y.io",
  "a, b\nc, q@y.io, d",
  "q@y.io,\nr@y.io, s@y.io",
);
const good = fc
  .array(fc.record({ firstName: name, lastName: name, note }), { minLength: 2, maxLength: 8 })
  .map((rows) =>
    rows.map(({ firstName, lastName, note }, at): Good => {
      const own = (text: string) => text.replaceAll("#", `${at + 1}`);
      return {
        id: `${at + 1}`,
        email: `p${at + 1}@x.io`,
        firstName: own(firstName),
        lastName: own(lastName),
        note,
      };
    }),
  );
const COLUMNS = ["ID", "Email", "First name", "Last name", "Mobile", "Note"] as const;
const order = fc.constantFrom<readonly number[]>([0, 1, 2, 3, 4, 5], [2, 3, 5, 1, 4, 0], [5, 0, 2, 4, 3, 1]);

function write(people: Good[], columns: readonly number[], isQuoted: (cell: number) => boolean): string {
  const rows = people.map((p) => [p.id, p.email, p.firstName, p.lastName, "", p.note]);
  let cell = 0;
  const spell = (text: string) =>
    /[",\n]/.test(text) || isQuoted(cell++) ? `"${text.replaceAll('"', '""')}"` : text;
  return [COLUMNS, ...rows].map((cells) => columns.map((at) => spell(cells[at] ?? "")).join(",")).join("\n");
}

/** What a run makes of a file, and whether it tells an error; null when it refuses the file. */
async function outcome(text: string, people: Good[]) {
  const { header, records, problem } = await readAll(text);
  if (problem) return null;
  const prepared = prepare(header);
  if (!prepared) return null;
  const rows = records.filter((record) => !isNobody(prepared, record));
  const plan = planOf(
    people.map((person) => owned(person)),
    rows.map((record) => validateRecord(prepared, record)),
  );
  const isHeld = plan.end.unreadableIds.count > 0;
  const isTold = plan.issues.some(({ severity }) => severity === "error");
  return { removals: isHeld ? [] : plan.end.removals, changes: plan.changes, isTold };
}

function prepare(header: string[]) {
  try {
    return prepareMapping(header, { columns: {} }, []);
  } catch {
    return null;
  }
}

test("A good file is never refused", async () => {
  await fc.assert(
    fc.asyncProperty(good, order, fc.nat({ max: 7 }), async (people, columns, every) => {
      const text = write(people, columns, (cell) => cell % 8 < every);
      const found = await outcome(text, people);
      expect(found).toMatchObject({ removals: [], isTold: false });
    }),
    { numRuns: 3_000 },
  );
});

test("Random quotes in random good files never remove or rename anyone silently", async () => {
  const quotes = fc.array(fc.nat(), { minLength: 1, maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(good, order, fc.nat({ max: 7 }), quotes, async (people, columns, every, places) => {
      let text = write(people, columns, (cell) => cell % 8 < every);
      for (const place of places) {
        const at = place % (text.length + 1);
        text = `${text.slice(0, at)}"${text.slice(at)}`;
      }
      const found = await outcome(text, people);
      if (!found) return;
      // Quotes may shift cells within a row; but without an error, nobody is called what another row says.
      for (const { after } of found.isTold ? [] : found.changes) {
        const own = after?.email.slice(1, -5);
        const named = `${after?.firstName} ${after?.lastName}`.match(/\d+/g) ?? [];
        expect(
          named.filter((number) => number !== own),
          text,
        ).toEqual([]);
      }
    }),
    { numRuns: 20_000 },
  );
});
