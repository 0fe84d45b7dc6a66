import { describe, expect, it } from "vitest";
import type { ProfileField } from "@/lib/model/field";
import { readFieldInput, readFieldInputs, writeFieldInput } from "@/lib/users/field-input";

const options = [
  { id: 7, label: "Red" },
  { id: 3, label: "Blue" },
];
const field = (type: ProfileField["type"], id = 1): ProfileField => ({ id, label: "F", type, options });

describe("a typed value in the form it is stored in", () => {
  it.each([
    ["text", "  Lead  ", "Lead"],
    ["text", "\u200bLead", "Lead"],
    ["number", "037.50", "37.5"],
    ["number", "-0", "0"],
    ["date", "1984-02-29", "1984-02-29"],
    ["single_choice", "3", 3],
    ["multiple_choice", ["3", "7"], [7, 3]],
    ["text", "   ", null],
    ["number", "", null],
    ["multiple_choice", [], null],
  ] as const)("%s %j is %j", (type, input, value) => {
    expect(readFieldInput(field(type), input)).toEqual({ ok: true, value });
  });

  it.each([
    ["number", "1,250"],
    ["number", "1e3"],
    ["date", "1983-02-29"],
    ["date", "23.01.1984"],
    ["single_choice", "99"],
    ["single_choice", ["3", "7"]],
    ["multiple_choice", ["3", "99"]],
    ["text", "x".repeat(10_001)],
  ] as const)("%s %j is refused", (type, input) => {
    expect(readFieldInput(field(type), input).ok).toBe(false);
  });

  it("comes back from the form as it went in", () => {
    for (const [type, value] of [
      ["text", "Lead"],
      ["number", "37.5"],
      ["date", "1984-01-23"],
      ["single_choice", 7],
      ["multiple_choice", [7, 3]],
    ] as const) {
      const typed = writeFieldInput(field(type), value);
      expect(readFieldInput(field(type), typed)).toEqual({ ok: true, value });
    }
  });

  it("leaves out options that have been removed", () => {
    expect(writeFieldInput(field("single_choice"), 99)).toBe("");
    expect(writeFieldInput(field("multiple_choice"), [7, 99])).toEqual(["7"]);
  });
});

describe("the values of a form", () => {
  it("keep what fields that are not on the form had", () => {
    const fields = [field("text", 1), field("text", 2), field("text", 3)];
    expect(readFieldInputs(fields, { "1": "new", "2": "" }, { 1: "a", 2: "b", 3: "c" })).toEqual({
      1: "new",
      3: "c",
    });
  });
});
