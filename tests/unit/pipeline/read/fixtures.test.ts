import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { ReadSettings } from "@/lib/model/file";
import type { Mapping } from "@/lib/model/mapping";
import { FIXTURE_FIELDS } from "../../../fixtures/csv/fields";
import { type FileReport, reportOf } from "../validate/report-of";

/** What a file must give, in full; `settings` and `columns` are those of the sync, where they are not the defaults. */
type Expected = Partial<FileReport> & {
  file: string;
  about: string;
  settings?: Partial<ReadSettings>;
  columns?: Mapping["columns"];
};

const FOLDER = new URL("../../../fixtures/csv/", import.meta.url);
const REPORTS: Expected[] = JSON.parse(readFileSync(new URL("reports.json", FOLDER), "utf8"));

test.each(REPORTS)(
  "$file: $about",
  async ({ file, settings, columns, blocked, persons = [], issues = [], notes = [] }) => {
    const bytes = readFileSync(new URL(file, FOLDER));
    const report = await reportOf(bytes, { settings, columns, fields: FIXTURE_FIELDS });
    expect(report.blocked).toEqual(blocked);
    expect(report.issues).toEqual(issues);
    expect(report.persons).toEqual(persons);
    expect(report.notes).toEqual(notes);
  },
);

test("Every file has a report", () => {
  const files = readdirSync(FOLDER).filter((name) => name.endsWith(".csv"));
  expect(new Set(REPORTS.map((report) => report.file))).toEqual(new Set(files));
});

test("The worked file of lib/pipeline/README.md is the one that is tested, with what it says of it", () => {
  const readme = readFileSync(new URL("../../../../lib/pipeline/README.md", import.meta.url), "utf8");
  const file = readFileSync(new URL("worked-file.csv", FOLDER), "utf8").replaceAll("\r\n", "\n");
  expect(readme).toContain(`\`\`\`csv\n${file}\`\`\``);
  const { issues = [] } = REPORTS.find((report) => report.file === "worked-file.csv") ?? {};
  expect(issues).toHaveLength(4);
  for (const issue of issues) expect(readme).toContain(`\`${issue.replace(/^.*?: \w+: /, "")}\``);
});
