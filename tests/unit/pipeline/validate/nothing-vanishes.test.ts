import fc from "fast-check";
import { expect, test } from "vitest";
import type { Validated } from "@/lib/model/issue";
import { prepareMapping } from "@/lib/pipeline/validate/prepare-mapping";
import { validateRecord } from "@/lib/pipeline/validate/validate-record";
import { FIXTURE_FIELDS } from "../../../fixtures/csv/fields";
import { reportOf } from "./report-of";

const cell = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom("", "1", "a@b.fi", "Sales", "1984-01-23", "x") },
  fc.string({ unit: "binary", maxLength: 6 }),
);
const HEADER = "ID,Email,First name,Last name,Mobile,Role,Age,Department";

test("Whatever the rows, each is a person, has an error, or is counted as nobody's", async () => {
  const rows = fc.array(fc.array(cell, { minLength: 7, maxLength: 9 }), { maxLength: 20 });
  await fc.assert(
    fc.asyncProperty(rows, async (lines) => {
      const spelled = lines.map((cells) => cells.map((text) => `"${text.replaceAll('"', '""')}"`).join(","));
      const file = `${HEADER}\n${spelled.join("\n")}\n`.replaceAll("\0", "").replace(/\p{Cs}/gu, "");
      const { persons, issues, notes, blocked } = await reportOf(Buffer.from(file), {
        fields: FIXTURE_FIELDS,
      });
      expect(blocked).toBeUndefined();
      const ignored = notes.map((note) => Number(/^Ignored (\d+) row/.exec(note)?.[1]));
      const errors = issues.filter((issue) => issue.includes(": error: "));
      const told = persons.length + errors.length + ignored.reduce((sum, count) => sum + count, 0);
      expect(told).toBe(lines.length);
    }),
  );
});

test("A file of any bytes ends in records or in one blocking issue", async () => {
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 200 }),
    fc
      .string({ unit: fc.constantFrom(",", '"', "\n", "\r", "a", " ", "ä"), maxLength: 60 })
      .map((text) => Buffer.from(`${HEADER}\n${text}`)),
  );
  await fc.assert(
    fc.asyncProperty(bytes, async (file) => {
      const { persons, blocked } = await reportOf(Buffer.from(file), { fields: FIXTURE_FIELDS });
      if (blocked) expect(persons).toEqual([]);
    }),
    { numRuns: 500 },
  );
});

test("What comes of a plain row is what a closer look at it gives", async () => {
  const plain = cell.map((text) => text.replace(/[\p{Cc}\p{Cs}\u2028\u2029]/gu, ""));
  const prepared = prepareMapping(HEADER.split(","), { columns: {} }, FIXTURE_FIELDS);
  fc.assert(
    fc.property(fc.array(plain, { minLength: 7, maxLength: 9 }), (cells) => {
      const record = { row: 2, line: 2, cells };
      const quick = validateRecord(prepared, { ...record, isPlain: true });
      expect(told(quick)).toEqual(told(validateRecord(prepared, record)));
    }),
    { numRuns: 1_000 },
  );
});

function told(validated: Validated) {
  if (validated.kind === "skipped") return validated;
  const { fields, fingerprint, ...person } = validated.person;
  return { ...person, fields, fingerprint, issues: validated.issues };
}
