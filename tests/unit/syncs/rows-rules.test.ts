import { expect, test } from "vitest";
import type { Mapping } from "@/lib/model/mapping";
import { describeMapping, describeRows, missingDeciding } from "@/lib/syncs/describe-mapping";
import { sameMapping, tidyMapping } from "@/lib/syncs/same-mapping";
import { mapping as schema } from "@/lib/syncs/schema";
import { changedHeaders } from "@/lib/syncs/versions/changed-headers";

const BARE: Mapping = { columns: {} };
const ACTIVE: Mapping = { columns: {}, onlyRows: { header: "Status", keep: "listed", values: ["Active"] } };
const MERGED: Mapping = { columns: {}, repeats: "merge" };

test("which rows count and what comes of several rows are part of the mapping: another version, kept as it is", () => {
  for (const mapping of [ACTIVE, MERGED]) {
    expect(schema.parse(mapping)).toEqual(mapping);
    expect(tidyMapping(mapping)).toEqual(mapping);
    expect(sameMapping(mapping, BARE)).toBe(false);
    expect(sameMapping(mapping, structuredClone(mapping))).toBe(true);
  }
  expect(changedHeaders(BARE, ACTIVE)).toEqual(["rows to import"]);
  expect(changedHeaders(ACTIVE, { ...ACTIVE, ...MERGED, columns: {} })).toEqual([
    "several rows for one person",
  ]);
});

test("a rule without a value is refused", () => {
  const result = schema.safeParse({
    columns: {},
    onlyRows: { header: "Status", keep: "listed", values: [] },
  });
  expect(result.error?.issues.map(({ message }) => message)).toEqual([
    "Enter at least one value for the rows to import.",
  ]);
});

test("the rules are told in words", () => {
  expect(describeRows(BARE)).toEqual([]);
  expect(describeRows({ columns: {}, takesOver: { 7: 1 } })).toEqual([
    "Connects 1 user who was added manually, if nobody has changed them since.",
  ]);
  expect(describeRows({ columns: {}, takesOver: { 7: 1, 8: 2 } })).toEqual([
    "Connects 2 users who were added manually, if nobody has changed them since.",
  ]);
  expect(describeRows({ ...ACTIVE, ...MERGED, columns: {} })).toEqual([
    "Imports only rows whose Status is one of “Active”.",
    "Several rows with the same ID are merged into one.",
  ]);
});

test("the column that decides is known, unless it fills a field too; a file that lacks it lacks a column", () => {
  const fields = [{ id: 7, label: "Status", type: "text" as const, options: [] }];
  const described = (mapping: Mapping, all: typeof fields) =>
    describeMapping({ headers: ["Status"], mapping, fields: all }).map(({ how, fills }) => [how, fills]);
  expect(described(BARE, [])).toEqual([["unknown", null]]);
  expect(described(ACTIVE, [])).toEqual([["set", "Not mapped: selects the rows to import"]]);
  expect(described(ACTIVE, fields)).toEqual([["matched", "Status"]]);
  expect(missingDeciding(["ID", "Status"], ACTIVE)).toEqual([]);
  expect(missingDeciding(["ID"], ACTIVE)).toEqual(["Status"]);
});
