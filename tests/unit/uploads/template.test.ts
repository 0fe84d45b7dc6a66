import { expect, test } from "vitest";
import type { ProfileField } from "@/lib/model/field";
import { READ_DEFAULTS } from "@/lib/model/file";
import type { Mapping } from "@/lib/model/mapping";
import { readCsv } from "@/lib/pipeline/read/read-csv";
import { prepareMapping } from "@/lib/pipeline/validate/prepare-mapping";
import { validateRecord } from "@/lib/pipeline/validate/validate-record";
import { TEMPLATES } from "@/lib/syncs/propose/templates";
import { managersTemplate, usersTemplate } from "@/lib/uploads/template";

const option = (id: number, label: string) => ({ id, label });
const fields: ProfileField[] = [
  { id: 1, label: 'Role, "main"', type: "text", options: [] },
  { id: 2, label: "+ Hours", type: "number", options: [] },
  { id: 3, label: "Born", type: "date", options: [] },
  { id: 6, label: "Remote", type: "yes_no", options: [] },
  { id: 4, label: "Region", type: "single_choice", options: [option(1, "=1+1"), option(2, "North, far")] },
  {
    id: 5,
    label: "Teams",
    type: "multiple_choice",
    options: [option(3, "A"), option(4, "B"), option(5, "C")],
  },
];

const teams = ["Sales", "Support"];
const standard: Mapping = { columns: {} };
const renamed: Mapping = {
  columns: {
    "Staff no": { kind: "id" },
    Mail: { kind: "email" },
    "Date of birth": { kind: "field", fieldId: 3, blank: "clear", dateFormat: "dd.MM.yyyy" },
    Area: { kind: "field", fieldId: 4, blank: "keep" },
  },
};

test.each([
  ["the standard one", standard],
  ["that of a mapping", renamed],
])(
  "the template, %s, is read by the very rules of a run, which skip its people as examples and nothing else",
  async (_, mapping) => {
    async function* bytes() {
      yield Buffer.from(usersTemplate({ fields, mapping, teams }));
    }
    const issues: unknown[] = [];
    const examples: (number | null)[] = [];
    let people = 0;
    let prepared: ReturnType<typeof prepareMapping> | undefined;
    for await (const part of readCsv(bytes(), READ_DEFAULTS)) {
      if (part.kind === "header") prepared = prepareMapping(part.header, mapping, fields);
      if (part.kind !== "records" || !prepared) continue;
      for (const record of part.records) {
        const asIs = validateRecord(prepared, record);
        examples.push(...asIs.issues.flatMap(({ code, row }) => (code === "example_row" ? [row] : [])));
        const cells = record.cells.map((cell) => cell.replace("@example.com", "@acme.example"));
        const validated = validateRecord(prepared, { ...record, cells });
        issues.push(...validated.issues);
        if (validated.kind === "person") people += 1;
      }
    }
    expect(prepared?.warnings).toEqual([]);
    expect(examples).toEqual([2, 3]);
    expect(issues).toEqual([]);
    expect(people).toBe(2);
    expect(prepared?.fields).toHaveLength(fields.length);
  },
);

test("no cell of the template begins like a formula", () => {
  const dangerous: ProfileField = { id: 9, label: "=cmd()", type: "text", options: [] };
  const cells = usersTemplate({
    ...{ fields: [...fields, dangerous], teams: ["=Sales"] },
    mapping: { columns: { "Team(s)": { kind: "teams", blank: "clear" } } },
  }).split(/[,\r\n]+/);
  expect(cells.filter((cell) => /^"?[=+\-@]/.test(cell))).toEqual([]);
});

const headerOf = (csv: string) => csv.replace("\ufeff", "").split("\r\n")[0]?.replaceAll('"', "").split(",");

test("employees + managers come as two files that name the same people and teams", () => {
  const mapping = TEMPLATES.find(({ id }) => id === "employees")?.mapping ?? standard;
  const title: ProfileField = { id: 8, label: "Job title", type: "text", options: [] };
  const users = usersTemplate({ fields: [title], mapping, teams });
  expect(headerOf(users)).toEqual([
    "UID",
    "Email address",
    "First name",
    "Last name",
    "Job title",
    "Team(s)",
  ]);
  const managers = managersTemplate({ mapping, teams });
  expect(headerOf(managers)).toEqual(["UID", "Team(s)"]);
  for (const file of [users, managers]) {
    expect(file).toContain('"1001"');
    expect(file).toContain("Sales\nSupport");
  }
});

test("a field whose column is ignored has none in the template", () => {
  const mapping: Mapping = { columns: { Born: { kind: "ignore" } } };
  expect(headerOf(usersTemplate({ fields, mapping, teams }))).not.toContain("Born");
});
