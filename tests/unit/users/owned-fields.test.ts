import { expect, test } from "vitest";
import { type ProfileField, TEAMS_FIELD } from "@/lib/model/field";
import type { Mapping } from "@/lib/model/mapping";
import { missingColumns, ownedFieldIds } from "@/lib/users/owned-fields";

const fields = ["Title", "Team", "Note"].map(
  (label, at): ProfileField => ({ id: at + 1, label, type: "text", options: [] }),
);

test("a file owns the fields its columns fill, by label or by mapping, and no others", () => {
  const columns: Mapping["columns"] = {
    Squad: { kind: "field", fieldId: 2, blank: "clear" },
    Note: { kind: "ignore" },
    Gone: { kind: "field", fieldId: 99, blank: "clear" },
  };
  expect(ownedFieldIds(["ID", "Title", "Squad", "Note", "Gone"], { columns }, fields)).toEqual([1, 2]);
  expect(ownedFieldIds(["ID"], { columns }, fields)).toEqual([]);
});

test("a file with a column of teams owns the teams, by mapping or by the usual header", () => {
  const columns: Mapping["columns"] = { Unit: { kind: "teams", blank: "clear" } };
  expect(ownedFieldIds(["ID", "Unit", "Title"], { columns }, fields)).toEqual([1, TEAMS_FIELD]);
  expect(ownedFieldIds(["ID", "Team(s)"], { columns: {} }, fields)).toEqual([TEAMS_FIELD]);
  expect(ownedFieldIds(["Team(s)"], { columns: { "Team(s)": { kind: "ignore" } } }, fields)).toEqual([]);
});

test("a field with the usual header of teams is a field", () => {
  const own: ProfileField = { id: 9, label: "Team(s)", type: "text", options: [] };
  expect(ownedFieldIds(["Team(s)"], { columns: {} }, [...fields, own])).toEqual([9]);
});

test("name and mobile belong to the file unless it is known not to have them", () => {
  const columns: Mapping["columns"] = { Phone: { kind: "mobile" } };
  const without = ["first_name", "mobile"] as const;
  expect(missingColumns(["ID", "Last name"], { columns, without })).toEqual(["firstName", "mobile"]);
  expect(missingColumns(["ID", "Phone"], { columns, without })).toEqual(["firstName"]);
  expect(missingColumns(["ID"], { columns: {} })).toEqual([]);
});
