import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { prepareMapping } from "@/lib/pipeline/validate/prepare-mapping";
import { validateRecord } from "@/lib/pipeline/validate/validate-record";
import { owned, planOf, type Row } from "./directory";

const HEADER = ["ID", "Email", "First name", "Last name", "Mobile"];
const LAST_ID = ["Email", "First name", "Last name", "Mobile", "ID"];

/** The plan of a file whose records are these cells. */
function planOfCells(people: readonly Row[], records: readonly (readonly string[])[], header = HEADER) {
  const prepared = prepareMapping(header, { columns: {} }, []);
  const validated = records.map((cells, at) =>
    validateRecord(prepared, { row: at + 2, line: at + 2, cells }),
  );
  return planOf(
    people.map((row) => owned(row)),
    validated,
  );
}

const ANN: Row = { id: "41", email: "ann@x.io", firstName: "Ann", lastName: "Ek" };
const BOB: Row = { id: "42", email: "bob@x.io", firstName: "Bob", lastName: "Dal" };
const cellsOf = ({ id, email, firstName = "", lastName = "" }: Row) => [id, email, firstName, lastName, ""];

describe("Nobody is removed whose ID or address is in a row that is skipped", () => {
  const good = cellsOf(BOB);
  test.each<[string, string[][]]>([
    ["an ID that a spreadsheet has shortened", [["4.00123E+11", "ann@x.io", "Ann", "Ek", ""], good]],
    ["an error of a spreadsheet for an ID", [["#N/A", "ann@x.io", "Ann", "Ek", ""], good]],
    ["the ID of somebody else", [good, ["42", "ann@x.io", "Ann", "Ek", ""]]],
    ["the ID of somebody else, in the row before theirs", [["42", "ann@x.io", "Ann", "Ek", ""], good]],
    [
      "two new IDs with one address",
      [["41-1", "ann@x.io", "Ann", "Ek", ""], ["41-2", "ANN@x.io", "Ann", "Ek", ""], good],
    ],
    ["a cell too many before the ID", [["", "41", "new@x.io", "Ann", "Ek", ""], good]],
    ["a cell too few, and the ID of somebody else", [["42", "Ek", "ann@x.io", "Ann"], good]],
    ["a record without separators", [["41;new@x.io;Ann;Ek;"], good]],
    ["two records on one line", [[...good.slice(0, 4), "+35841", "new@x.io", "Ann", "Ek", ""]]],
    ["an address in the column of another", [["7", "Ann", "ann@x.io", "Ek", ""], good]],
    ["an address with a name around it", [["7", "Ann Ek <Ann@x.io>", "Ann", "Ek", ""], good]],
    ["two addresses", [["7", "new@x.io ann@x.io", "Ann", "Ek", ""], good]],
    ["the ID and the address the wrong way round", [["new@x.io", "41", "Ann", "Ek", ""], good]],
    ["two IDs in one cell", [["41\n43", "new@x.io", "Ann", "Ek", ""], good]],
    ["the ID and the address in one cell", [["41ann@x.io", "Ann", "Ek", ""], good]],
    ["the ID and the address in one cell, and a blank one more", [["41ann@x.io", "Ann", "Ek", "", ""], good]],
    ["a row that was cut off within its ID", [good, ["4"]]],
  ])("%s", (_, records) => {
    const { end } = planOfCells([ANN, BOB], records);
    expect(end.removals.map(({ csvId }) => csvId)).toEqual([]);
  });

  test("two records on one line, where the ID comes last and the address first", () => {
    const records = [["bob@x.io", "Bob", "Dal", "", "42ann@x.io", "Ann", "Ek", "", "new"]];
    expect(planOfCells([ANN, BOB], records, LAST_ID).end.removals).toEqual([]);
  });

  test("the address and the ID behind it in one cell", () => {
    const header = ["Email", "ID", "First name", "Last name", "Mobile"];
    const records = [
      ["ann@x.io41", "Ann", "Ek", ""],
      ["bob@x.io", "42", "Bob", "Dal", ""],
    ];
    expect(planOfCells([ANN, BOB], records, header).end.removals).toEqual([]);
  });
});

test("Whoever has left is removed, whatever is wrong with the rows of others", () => {
  const { end } = planOfCells([ANN, BOB], [["42", "bob(at)x.io", "Bob", "Dal", ""]]);
  expect(end.removals.map(({ csvId }) => csvId)).toEqual(["41"]);
});

const people: Row[] = Array.from({ length: 6 }, (_, at) => ({
  id: `${101 + at}`,
  email: `p${at}@x.io`,
  firstName: `F${at}`,
  lastName: `L${at}`,
}));

type Fault = { at: number; other: number; cell: number; kind: string };
const fault: fc.Arbitrary<Fault> = fc.record({
  at: fc.nat(5),
  other: fc.nat(5),
  cell: fc.nat(4),
  kind: fc.constantFrom(
    ..."drop cell,add cell,join,bad id,other id,other email,blank,junk,long,again,swap,shift".split(","),
  ),
});

function withFault(records: string[][], { at, other, cell, kind }: Fault): string[][] {
  const record = [...(records[at] ?? [])];
  const set = (index: number, text: string) => record.with(index, text);
  const put = (cells: string[]) => records.with(at, cells);
  if (record.length < 5 || at >= records.length) return records;
  if (kind === "drop cell") return put(record.toSpliced(cell, 1));
  if (kind === "add cell") return put(record.toSpliced(cell, 0, "x"));
  if (kind === "bad id") return put(set(0, ["1.2E+11", "#REF!", "NULL", "1\n2", ""][cell] ?? ""));
  if (kind === "other id") return put(set(0, people[other]?.id ?? ""));
  if (kind === "other email") return put(set(1, people[other]?.email ?? ""));
  if (kind === "blank") return put(set(cell, ""));
  if (kind === "junk") return put(set(1, `${record[1]} (new)`));
  if (kind === "long") return put(set(0, `${record[0]} ${"x".repeat(300)}`));
  if (kind === "again") return [...records, set(cell, `${record[cell]}1`)];
  if (kind === "swap") return put(record.with(0, record[cell] ?? "").with(cell, record[0] ?? ""));
  if (kind === "shift") return put(["", ...record.slice(0, -1)]);
  const next = records[at + 1];
  if (!next) return records;
  const joined = [...record.slice(0, -1), `${record.at(-1)}${next[0]}`, ...next.slice(1)];
  return [...records.slice(0, at), joined, ...records.slice(at + 2)];
}

test("Random faults in random rows of a good file remove nobody who is in a row with an error", () => {
  const property = fc.property(fc.array(fault, { minLength: 1, maxLength: 6 }), (faults) => {
    const records = faults.reduce(withFault, people.map(cellsOf));
    const { end, issues } = planOfCells(people, records);
    const bad = issues.flatMap(({ severity, row }) =>
      severity === "error" ? [records[(row ?? 0) - 2] ?? []] : [],
    );
    const names = (cells: string[], { id, email }: Row) => {
      const isShifted = cells.length !== 5 || !cells[1]?.includes("@");
      const hasId = cells[0] === id || (isShifted && cells.includes(id));
      return hasId || cells.some((cell) => cell.split(/[\s()]/).includes(email));
    };
    const stay = people.filter((row) => bad.some((cells) => names(cells, row)));
    const gone = new Set(end.removals.map(({ csvId }) => csvId));
    expect(stay.filter(({ id }) => gone.has(id))).toEqual([]);
  });
  fc.assert(property, { numRuns: 3_000 });
});
