import { describe, expect, test } from "vitest";
import { isAppError } from "@/lib/errors";
import type { Mapping } from "@/lib/model/mapping";
import { blockingIssue } from "@/lib/pipeline/blocked";
import { prepareMapping } from "@/lib/pipeline/validate/prepare-mapping";
import { REASON_HEADER } from "@/lib/values/formula-escape";
import { BARE, FIELDS, HEADER, messages } from "./rows";

function refusal(header: readonly string[], mapping: Mapping = BARE) {
  try {
    prepareMapping(header, mapping, FIELDS);
  } catch (error) {
    if (isAppError(error))
      return { issue: blockingIssue(error), remedy: error.remedy ?? "", code: error.code };
  }
  return { issue: null, remedy: "", code: null };
}

describe("What a header fills", () => {
  test("Standard names and field labels fill by themselves, in any order", () => {
    const header = ["Department", "Mobile", "Last name", "Email", "ID", "First name", "Role"];
    const prepared = prepareMapping(header, BARE, FIELDS);
    expect(prepared.standard).toEqual({ id: 4, email: 3, first_name: 5, last_name: 2, mobile: 1 });
    expect(prepared.fieldKeys).toEqual(["11", "15"]);
    expect(prepared.mappedHeaders).toEqual(header);
    expect(prepared.warnings).toEqual([]);
  });

  test("A column that nothing is known of is one warning, in exact words", () => {
    const { warnings } = prepareMapping([...HEADER, "Shoe size", "Role", "role"], BARE, FIELDS);
    expect(messages(warnings)).toEqual(["Field 6 (Shoe size) is unknown", "Field 8 (role) is unknown"]);
    expect(warnings[0]).toMatchObject({
      severity: "warning",
      code: "column_unknown",
      column: "Shoe size",
      row: null,
    });
  });

  test("The mapping renames, and ignores without a warning", () => {
    const header = ["UID", "E-mail", "First name", "Last name", "Mobile", "Email", "Notes"];
    const columns: Mapping["columns"] = {
      UID: { kind: "id" },
      " E-mail ": { kind: "email" },
      Email: { kind: "ignore" },
      Notes: { kind: "ignore" },
    };
    const prepared = prepareMapping(header, { columns }, FIELDS);
    expect(prepared.standard).toMatchObject({ id: 0, email: 1 });
    expect(prepared.warnings).toEqual([]);
    expect(prepared.mappedHeaders).toEqual(["UID", "E-mail", "First name", "Last name", "Mobile"]);
  });

  test("The reasons that our own file of skipped rows carries are ignored without a warning", () => {
    const prepared = prepareMapping([...HEADER, REASON_HEADER], BARE, FIELDS);
    expect(prepared.warnings).toEqual([]);
    expect(prepared.mappedHeaders).toEqual(HEADER);
    expect(prepared.width).toBe(HEADER.length + 1);
  });

  test("A mapped column that the file lacks has vanished; an ignored one, or one of a deleted field, has not", () => {
    const columns: Mapping["columns"] = {
      Dept: { kind: "field", fieldId: 15, blank: "clear" },
      Notes: { kind: "ignore" },
      Gone: { kind: "field", fieldId: 999, blank: "clear" },
    };
    expect(prepareMapping(HEADER, { columns }, FIELDS).vanished).toEqual(["Dept"]);
    const teams = { Gruppen: { kind: "teams", blank: "clear" } } as const;
    expect(prepareMapping(HEADER, { columns: teams }, FIELDS).vanished).toEqual(["Gruppen"]);
  });

  test("A column mapped to a deleted field is unknown again", () => {
    const columns: Mapping["columns"] = { Gone: { kind: "field", fieldId: 999, blank: "clear" } };
    const prepared = prepareMapping([...HEADER, "Gone"], { columns }, FIELDS);
    expect(messages(prepared.warnings)).toEqual(["Field 6 (Gone) is unknown"]);
  });

  test("Headers named like parts of JavaScript are just headers", () => {
    const prepared = prepareMapping([...HEADER, "__proto__", "constructor", "toString"], BARE, FIELDS);
    expect(prepared.warnings).toHaveLength(3);
  });
});

describe("A header that can't be used", () => {
  test("Names what is missing, what was found, and what is probably meant, without applying it", () => {
    const { issue, remedy } = refusal(["id", "E-mail", "First name", "Surname", "Town"]);
    expect(issue).toMatchObject({ severity: "blocking", code: "header_missing", row: 1 });
    expect(issue?.message).toContain("Missing: ID, Email, Last name, Mobile.");
    expect(issue?.message).toContain("Found: id, E-mail, First name, Surname, Town.");
    const dotted = refusal(["id", "E-mail", "First name", "Surname", "Dept."]);
    expect(dotted.issue?.message).toMatch(/Found: id, E-mail, First name, Surname, Dept\.$/);
    expect(remedy).toContain(
      '"id" is probably ID, "E-mail" is probably Email, "Surname" is probably Last name.',
    );
  });

  test("A header without any comma says which sign separates, and where that is set", () => {
    const semicolons = refusal(["ID;Email;First name;Last name;Mobile"]);
    expect(semicolons.issue?.message).toContain("single column that contains semicolons");
    expect(semicolons.remedy).toContain(
      "Choose semicolons as the separator in the file settings of the sync",
    );
    expect(refusal(["ID\tEmail"]).issue?.message).toContain("contains tabs");
    expect(refusal(["ID,Email"]).issue?.message).toContain("contains commas");
    expect(refusal(["ID|Email"]).remedy).toBe("Export the file with commas.");
  });

  test("A long header is named in part", () => {
    const { issue } = refusal(
      Array.from({ length: 500 }, (_, index) => `Column ${index} ${"x".repeat(300)}`),
    );
    expect(issue?.message).toContain("and 470 more");
    expect(issue?.message.length).toBeLessThan(8_000);
  });

  test("Two columns that fill the same thing are refused, however they came to", () => {
    const both = refusal([...HEADER, "E-mail"], { columns: { "E-mail": { kind: "email" } } });
    expect(both.issue).toMatchObject({
      code: "header_duplicate",
      message: "The columns Email and E-mail are both mapped to Email.",
    });
    const columns: Mapping["columns"] = { Dept: { kind: "field", fieldId: 15, blank: "clear" } };
    expect(refusal([...HEADER, "Department", "Dept"], { columns }).issue?.message).toContain(
      "are both mapped to Department",
    );
  });

  test("A date format that is none is a mistake in the mapping, not in the file", () => {
    const columns: Mapping["columns"] = {
      Born: { kind: "field", fieldId: 13, blank: "clear", dateFormat: "DD/MM/YYYY" },
    };
    expect(refusal([...HEADER, "Born"], { columns }).code).toBe("invalid_input");
  });
});
