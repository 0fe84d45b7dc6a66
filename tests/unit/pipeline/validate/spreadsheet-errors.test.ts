import { describe, expect, test } from "vitest";
import { fieldCell, messages, standardRow } from "./rows";

describe("An error of a spreadsheet is no value", () => {
  test("names and Mobile keep what they had, and it is told", () => {
    const validated = standardRow("1", "a@b.fi", "#NAME?", "#N/A", "####");
    expect(validated).toMatchObject({
      kind: "person",
      person: { firstName: null, lastName: null, mobile: null },
    });
    expect(messages(validated.issues)).toEqual([
      "Invalid value for field First name: #NAME?",
      "Invalid value for field Last name: #N/A",
      "Invalid value for field Mobile: ####",
    ]);
  });

  test("a text and a choice keep what they had", () => {
    expect(fieldCell("Role", "#REF!")).toMatchObject({ fields: {} });
    expect(messages(fieldCell("Role", "#REF!").issues)).toEqual(["Invalid value for field Role: #REF!"]);
    expect(fieldCell("Role", "#hello!").issues).toEqual([]);
  });

  test.each(["#1", "#hello!", "# N/A", "#N/A is what it says", "#"])("%s is a name", (name) => {
    expect(standardRow("1", "a@b.fi", name, "B", "")).toMatchObject({
      person: { firstName: name },
      issues: [],
    });
  });
});
