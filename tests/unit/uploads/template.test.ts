import { expect, test } from "vitest";
import { readCsv } from "@/lib/sync/read/read-csv";
import { type ProfileField, READ_DEFAULTS } from "@/lib/sync/types";
import { prepareMapping } from "@/lib/sync/validate/prepare-mapping";
import { validateRecord } from "@/lib/sync/validate/validate-record";
import { csvTemplate } from "@/lib/uploads/template";

const option = (id: number, label: string) => ({ id, label });
const fields: ProfileField[] = [
  { id: 1, label: 'Role, "main"', type: "text", options: [] },
  { id: 2, label: "+ Hours", type: "number", options: [] },
  { id: 3, label: "Born", type: "date", options: [] },
  { id: 4, label: "Region", type: "single_choice", options: [option(1, "=1+1"), option(2, "North, far")] },
  {
    id: 5,
    label: "Teams",
    type: "multiple_choice",
    options: [option(3, "A"), option(4, "B"), option(5, "C")],
  },
];

test("the template is read by the very rules of a run, without an issue", async () => {
  async function* bytes() {
    yield Buffer.from(csvTemplate(fields));
  }
  const issues: unknown[] = [];
  let people = 0;
  let prepared: ReturnType<typeof prepareMapping> | undefined;
  for await (const part of readCsv(bytes(), READ_DEFAULTS)) {
    if (part.kind === "header") prepared = prepareMapping(part.header, { columns: {} }, fields);
    if (part.kind === "header" || !prepared) continue;
    for (const record of part.records) {
      const validated = validateRecord(prepared, record);
      issues.push(...validated.issues);
      if (validated.kind === "person") people += 1;
    }
  }
  expect(prepared?.warnings).toEqual([]);
  expect(issues).toEqual([]);
  expect(people).toBe(2);
  expect(prepared?.fields).toHaveLength(fields.length);
});

test("no cell of the template begins like a formula", () => {
  const dangerous: ProfileField = { id: 9, label: "=cmd()", type: "text", options: [] };
  const cells = csvTemplate([...fields, dangerous]).split(/[,\r\n]+/);
  expect(cells.filter((cell) => /^"?[=+\-@]/.test(cell))).toEqual([]);
});
