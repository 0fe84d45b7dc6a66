import { expect, test } from "vitest";
import type { ManagersTarget } from "@/lib/model/mapping";
import { describeSettings } from "@/lib/syncs/describe-target";
import { missingInManagers, proposeManagers } from "@/lib/syncs/propose/managers";

const propose = (headers: string[], columns: Record<string, ManagersTarget> = {}, sample: string[][] = []) =>
  proposeManagers({ headers, sample, managers: { columns } });

test("only ID and Team(s) are matched by their names", () => {
  const columns = propose(["ID", "Team(s)", "Email"], {}, [["1", "Sales", "a@x.com"]]);
  expect(columns.map(({ fills }) => fills)).toEqual(["ID", "Team(s)", null]);
  expect(columns[1]?.samples).toEqual(["Sales"]);
  expect(missingInManagers(columns)).toEqual([]);
});

test("near names are proposed until something fills what they mean", () => {
  const near = propose(["UID", "Teams"]).map((column) => column.near?.label);
  expect(near).toEqual(["ID", "Team(s)"]);
  const [, again] = propose(["ID", "UID", "Team(s)"]);
  expect(again?.near).toBeNull();
});

test("a mapped column that the file lacks fills nothing of it", () => {
  const columns = propose(["Team(s)"], { UID: { kind: "id" } });
  expect(columns[1]).toMatchObject({ header: "UID", inFile: false, fills: "ID" });
  expect(missingInManagers(columns)).toEqual(["ID"]);
});

test("only what is not usual is told of how a column is read", () => {
  const field = { kind: "field", fieldId: 1, blank: "clear" } as const;
  const teams = { kind: "teams", blank: "clear" } as const;
  expect(describeSettings(field)).toEqual([]);
  expect(describeSettings({ ...teams, unknown: "add" })).toEqual([]);
  expect(
    describeSettings({
      ...field,
      blank: "keep",
      separator: ";",
      unknown: "add",
      aliases: { a: "A", b: "B" },
    }),
  ).toEqual([
    "separated by semicolons",
    "blank keeps the value",
    "new options are added",
    "2 other spellings",
  ]);
  expect(describeSettings({ ...teams, unknown: "warn" })).toEqual(["no new teams"]);
  expect(describeSettings({ ...field, dateFormat: "dd.MM.yyyy" })).toEqual(["dd.MM.yyyy"]);
  expect(
    describeSettings({
      ...{ ...field, dateFormat: "dd.MM.yy", moreDateFormats: ["yyyyMMdd"] },
      ...{ yearPivot: 5, neverFuture: true, serialDates: "1900" },
    }),
  ).toEqual([
    "dd.MM.yy or yyyyMMdd",
    "Excel dates from 1900",
    "years up to 05 are 20xx",
    "never in the future",
  ]);
  expect(describeSettings({ ...field, decimal: ",", thousands: "." })).toEqual(["numbers as 1.234,5"]);
  expect(describeSettings({ kind: "mobile", blankWords: ["NULL", "-"] })).toEqual(["blank: NULL, -"]);
});
