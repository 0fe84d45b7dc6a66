import { expect, test } from "vitest";
import type { ProfileField } from "@/lib/model/field";
import type { UserValues } from "@/lib/model/user";
import { diffValues } from "@/lib/users/values";

const team: ProfileField = {
  id: 5,
  label: "Teams",
  type: "multiple_choice",
  options: [
    { id: 1, label: "Red" },
    { id: 2, label: "Blue" },
  ],
};
const region: ProfileField = { ...team, id: 6, label: "Region", type: "single_choice" };
const fields = [team, region];
const ada: UserValues = { email: "ada@x.com", firstName: "Ada", lastName: "", mobile: "", fields: {} };

test("only what differs is told, by labels and never by ids", () => {
  const before = { ...ada, fields: { 5: [1], 6: 1 } };
  const after = { ...ada, lastName: "Byron", fields: { 5: [1, 2], 6: 2 } };
  expect(diffValues(before, after, fields)).toEqual([
    { key: "lastName", label: "Last name", kind: "one", before: null, after: "Byron" },
    { key: "field-5", label: "Teams", kind: "many", before: ["Red"], after: ["Red", "Blue"] },
    { key: "field-6", label: "Region", kind: "one", before: "Red", after: "Blue" },
  ]);
});

test("of someone new everything that is filled is told", () => {
  expect(diffValues(null, ada, fields).map((diff) => diff.key)).toEqual(["email", "firstName"]);
});

test("values of deleted fields and options are left out", () => {
  const after = { ...ada, fields: { 5: [99], 6: 99, 77: "gone" } };
  expect(diffValues(ada, after, fields)).toEqual([]);
});
