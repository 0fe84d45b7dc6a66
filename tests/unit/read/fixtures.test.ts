import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { Mapping, ReadSettings } from "@/lib/sync/types";
import { FIXTURE_FIELDS } from "../../fixtures/csv/fields";
import { type FileReport, reportOf } from "../validate/report-of";

/** What a file must give, in full; `settings` and `columns` are those of the sync, where they are not the defaults. */
type Expected = Partial<FileReport> & {
  file: string;
  about: string;
  settings?: Partial<ReadSettings>;
  columns?: Mapping["columns"];
};

const FOLDER = new URL("../../fixtures/csv/", import.meta.url);
const REPORTS: Expected[] = JSON.parse(readFileSync(new URL("reports.json", FOLDER), "utf8"));

test.each(REPORTS)(
  "$file: $about",
  async ({ file, settings, columns, blocked, persons = [], issues = [] }) => {
    const bytes = readFileSync(new URL(file, FOLDER));
    const report = await reportOf(bytes, { settings, columns, fields: FIXTURE_FIELDS });
    expect(report.blocked).toEqual(blocked);
    expect(report.issues).toEqual(issues);
    expect(report.persons).toEqual(persons);
  },
);

test("Every file has a report", () => {
  const files = readdirSync(FOLDER).filter((name) => name.endsWith(".csv"));
  expect(new Set(REPORTS.map((report) => report.file))).toEqual(new Set(files));
});
