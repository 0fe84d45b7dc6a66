import { describe, expect, it } from "vitest";
import { describeMapping, missingStandard } from "@/lib/syncs/describe-mapping";

const fields = [{ id: 7, label: "Role", type: "text" as const }];

describe("a mapping in words", () => {
  it("says of each column what it fills and why", () => {
    const mapping = {
      columns: {
        "E-mail address": { kind: "email" },
        Notes: { kind: "ignore" },
        Gone: { kind: "field", fieldId: 7, blank: "clear" },
      },
    } as const;
    const headers = ["ID", "E-mail address", "Email", "Notes", "Role", "Shoe size", "Rollcall: reason"];
    expect(describeMapping({ headers, mapping, fields })).toEqual([
      { header: "ID", how: "matched", fills: "ID", inFile: true },
      { header: "E-mail address", how: "set", fills: "Email", inFile: true },
      { header: "Email", how: "unknown", fills: null, inFile: true },
      { header: "Notes", how: "ignored", fills: null, inFile: true },
      { header: "Role", how: "matched", fills: "Role", inFile: true },
      { header: "Shoe size", how: "unknown", fills: null, inFile: true },
      { header: "Rollcall: reason", how: "ignored", fills: null, inFile: true },
      { header: "Gone", how: "set", fills: "Role", inFile: false },
    ]);
  });

  it("names the standard columns that nothing fills", () => {
    const columns = describeMapping({ headers: ["ID", "Email", "Mobile"], mapping: { columns: {} }, fields });
    expect(missingStandard(columns)).toEqual(["First name", "Last name"]);
  });
});

it("a column may be named like something that every object has", () => {
  const headers = ["constructor", "__proto__", "toString"];
  const described = describeMapping({ headers, mapping: { columns: {} }, fields: [] });
  expect(described.map(({ how }) => how)).toEqual(["unknown", "unknown", "unknown"]);
});
