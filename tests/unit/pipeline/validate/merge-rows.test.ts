import fc from "fast-check";
import { expect, test } from "vitest";
import type { Validated } from "@/lib/model/issue";
import { createMerger } from "@/lib/pipeline/validate/merge-rows";
import { prepareMapping } from "@/lib/pipeline/validate/prepare-mapping";
import { validateRecord } from "@/lib/pipeline/validate/validate-record";
import { BARE, FIELDS, HEADER, messages } from "./rows";

const prepared = prepareMapping([...HEADER, "Department", "Role"], BARE, FIELDS);

/** Merges rows as a run does, whatever the batches. */
function merge(rows: readonly string[][], batch = 100): Validated[] {
  const validated = rows.map((cells, at) => validateRecord(prepared, { row: at + 2, line: at + 2, cells }));
  const ids = validated.map((item) => (item.kind === "person" ? item.person.id : item.id));
  const counts = new Map(ids.map((id) => [id ?? "", ids.filter((other) => other === id).length]));
  const merger = createMerger(prepared, new Map([...counts].filter(([, count]) => count > 1)));
  const batches = Array.from({ length: Math.ceil(rows.length / batch) }, (_, at) =>
    validated.slice(at * batch, (at + 1) * batch),
  );
  return batches.flatMap((part) => merger.take(part));
}

const row = (id: string, email: string, ...rest: string[]) => [id, email, ...rest];

test("values are joined in the order of the options, of other columns the first value that is not blank counts", () => {
  const [merged, ...rest] = merge([
    row("1", "a@x.io", "Ann", "", "", "Finance", ""),
    row("1", "b@x.io", "Anna", "Ek", "", "Sales\nFinance", "Lead"),
    row("1", "a@x.io", "Ann", "Ek", "+1", "", "Boss"),
  ]);
  expect(rest).toEqual([]);
  expect(merged).toMatchObject({
    kind: "person",
    person: { row: 2, id: "1", email: "a@x.io", firstName: "Ann", lastName: "Ek", mobile: "+1" },
  });
  expect(merged?.kind === "person" && merged.person.fields).toEqual({ 11: "Lead", 15: [1, 3] });
  expect(messages(merged?.issues ?? [])).toEqual([
    "The rows 2, 3, 4 of ID 1 differ in Role, Email, First name: the first value is used",
  ]);
});

test("a field that all rows leave blank is cleared, one that no row can be read in is left as it was", () => {
  const [merged] = merge([
    row("1", "a@x.io", "Ann", "Ek", "", "", ""),
    row("1", "a@x.io", "Ann", "Ek", "+1", "Slaes", ""),
  ]);
  expect(merged?.kind === "person" && merged.person.fields).toEqual({ 11: null });
});

test("Rows of other people pass as they are, nobody vanishes, and the batches make no difference", () => {
  const cells = fc.tuple(
    fc.constantFrom("1", "2", "3", "4"),
    fc.constantFrom("a@x.io", "b@x.io", "bad"),
    fc.constantFrom("Ann", "Bob", ""),
    fc.constant(""),
    fc.constant(""),
    fc.constantFrom("Sales", "Finance", "Sales\nMarketing", ""),
    fc.constantFrom("Lead", ""),
  );
  const property = fc.property(
    fc.array(cells, { maxLength: 12 }),
    fc.integer({ min: 1, max: 5 }),
    (rows, batch) => {
      const merged = merge(rows);
      const plain = (item: Validated) =>
        item.kind === "person"
          ? { ...item.person, fields: item.person.fields, print: item.person.fingerprint }
          : item;
      expect(merge(rows, batch).map(plain)).toEqual(merged.map(plain));
      const ids = new Set(rows.map(([id]) => id));
      const out = merged.map((item) => (item.kind === "person" ? item.person.id : item.id));
      expect(new Set(out)).toEqual(ids);
      // A person whose rows are all good is one, unless the rows say the same.
      for (const id of ids) {
        const theirs = rows.filter(([other]) => other === id);
        const people = merged.filter((item) => item.kind === "person" && item.person.id === id).length;
        const same = new Set(theirs.map((one) => JSON.stringify(one))).size === 1;
        if (theirs.some(([, email]) => email === "bad")) expect(people).toBe(0);
        else expect(people).toBe(same ? theirs.length : 1);
      }
    },
  );
  fc.assert(property, { numRuns: 500 });
});
