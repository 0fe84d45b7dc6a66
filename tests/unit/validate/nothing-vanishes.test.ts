import fc from "fast-check";
import { expect, test } from "vitest";
import { FIXTURE_FIELDS } from "../../fixtures/csv/fields";
import { reportOf } from "./report-of";

const cell = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom("", "1", "a@b.fi", "Sales", "1984-01-23", "x") },
  fc.string({ unit: "binary", maxLength: 6 }),
);
const HEADER = "ID,Email,First name,Last name,Mobile,Role,Age,Department";

test("Whatever the rows, each is a person or has an error, and only then is left out", async () => {
  const rows = fc.array(fc.array(cell, { minLength: 7, maxLength: 9 }), { maxLength: 20 });
  await fc.assert(
    fc.asyncProperty(rows, async (lines) => {
      const spelled = lines.map((cells) => cells.map((text) => `"${text.replaceAll('"', '""')}"`).join(","));
      const file = `${HEADER}\n${spelled.join("\n")}\n`.replaceAll("\0", "").replace(/\p{Cs}/gu, "");
      const { persons, issues, blocked } = await reportOf(Buffer.from(file), { fields: FIXTURE_FIELDS });
      expect(blocked).toBeUndefined();
      const errors = issues.filter((issue) => issue.includes(": error: "));
      expect(persons.length + errors.length).toBe(lines.length);
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
