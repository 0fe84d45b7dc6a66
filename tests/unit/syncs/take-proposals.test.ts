import { readdirSync, readFileSync } from "node:fs";
import { mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { hasOptions } from "@/lib/field-kinds/registry";
import { freeLabel } from "@/lib/fields/free-label";
import { createFieldInput } from "@/lib/fields/schema";
import type { ProfileField } from "@/lib/model/field";
import { READ_DEFAULTS } from "@/lib/model/file";
import type { ColumnTarget } from "@/lib/model/mapping";
import { readColumns } from "@/lib/pipeline/columns/read-columns";
import { EMPLOYEES, MANY_EMPLOYEES, writeSampleFiles } from "@/lib/runtime/demo/sample-files";
import { proposeColumns } from "@/lib/syncs/propose/columns";
import { madeFieldTarget } from "@/lib/syncs/propose/field-target";
import { proposeReading } from "@/lib/uploads/propose";
import { reportOf } from "../pipeline/validate/report-of";

const FOLDER = new URL("../../fixtures/csv/", import.meta.url);
const FIXTURES = readdirSync(FOLDER).filter((name) => name.endsWith(".csv"));

/** Takes everything that is proposed for a file, as a person who trusts it does, and gives what the next run says. */
async function takeAll(bytes: Buffer) {
  const { encoding, delimiter, header, sample } = await proposeReading(bytes, true);
  const path = join(await mkdtemp(join(tmpdir(), "proposals-")), "file.csv");
  await writeFile(path, bytes);
  const settings = { ...READ_DEFAULTS, encoding, delimiter };
  const { columns: known } = await readColumns(path, settings, { sampleRows: 0 });
  const fields: ProfileField[] = [];
  let columns: Record<string, ColumnTarget> = {};
  const fill = (name: string, target: ColumnTarget) => {
    columns = { ...columns, [name]: target };
  };
  const propose = () =>
    proposeColumns({ headers: header, sample, columns: known, mapping: { columns }, fields });
  for (const { header: name } of propose()) {
    const column = propose().find((each) => each.header === name);
    if (column?.near) fill(name, column.near.target);
    if (!column?.guess) continue;
    const { guess } = column;
    if (guess.leaveOut) fill(name, { kind: "ignore" });
    if (guess.leaveOut) continue;
    const label = freeLabel(
      name,
      fields.map((field) => field.label),
    );
    const options = hasOptions(guess.type) ? guess.options.map((option) => ({ label: option })) : [];
    const made = createFieldInput.parse({ label, type: guess.type, options });
    const field = {
      ...made,
      id: fields.length + 1,
      options: made.options.map(({ label: text }, at) => ({
        id: 1000 * (fields.length + 1) + at,
        label: text,
      })),
    };
    fields.push(field);
    fill(name, madeFieldTarget(field, guess));
  }
  const report = await reportOf(bytes, { settings: { encoding, delimiter }, columns, fields });
  return { fields, columns, report };
}

test.each(FIXTURES)("%s: taking every proposal leaves the next run without a warning", async (name) => {
  const { report } = await takeAll(readFileSync(new URL(name, FOLDER)));
  // What every user has is no proposal of ours: a name or number that can't be stored is told whatever is taken.
  const warnings = report.issues.filter(
    (issue) => /: warning: /.test(issue) && !/, (First name|Last name|Mobile): /.test(issue),
  );
  expect(warnings).toEqual([]);
});

// The first has a mistake in a day and in a number: a text keeps both, and who wants a day or a number says so.
test.each([
  [EMPLOYEES, ["multiple_choice", "text", "text"]],
  [MANY_EMPLOYEES, ["single_choice", "date", "number"]],
])("the sample file %s loses nothing either", async (name, [department, start, hours]) => {
  const folder = await mkdtemp(join(tmpdir(), "samples-"));
  await writeSampleFiles(folder);
  const { fields, report } = await takeAll(await readFile(join(folder, name)));
  expect(report.issues.filter((issue) => issue.includes(": warning: "))).toEqual([]);
  expect(fields.map(({ label, type }) => [label, type])).toEqual([
    ["Job title", "text"],
    ["Department", department],
    ["Location", "single_choice"],
    ["Languages", "multiple_choice"],
    ["Start date", start],
    ["Hours per week", hours],
  ]);
});
