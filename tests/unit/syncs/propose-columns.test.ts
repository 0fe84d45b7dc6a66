import { expect, test } from "vitest";
import type { ProfileField } from "@/lib/model/field";
import type { Mapping } from "@/lib/model/mapping";
import { proposeColumns } from "@/lib/syncs/propose/columns";
import { fittingTemplate, TEMPLATES } from "@/lib/syncs/propose/templates";

const fields: ProfileField[] = [
  { id: 1, label: "Job title", type: "text", options: [] },
  {
    id: 2,
    label: "Department",
    type: "single_choice",
    options: [
      { id: 20, label: "Sales", aliases: ["Sales Dept"] },
      { id: 21, label: "Legal" },
    ],
  },
];
const none: Mapping = { columns: {} };

function propose(headers: string[], rows: string[][] = [], mapping = none) {
  return proposeColumns({ headers, sample: rows, mapping, fields });
}
const near = (header: string, ...cells: string[]) =>
  propose(
    [header],
    cells.map((cell) => [cell]),
  )[0]?.near;

test.each<[string, string, string]>([
  ["E-mail", "Email", "spaces and punctuation"],
  ["EMAIL", "Email", "upper and lower case"],
  ["Surname", "Last name", "another word"],
  ["job_title", "Job title", "spaces and punctuation"],
  ["Job titel", "Job title", "one or two letters"],
  ["Teams", "Team(s)", "spaces and punctuation"],
])("%j is probably %s", (header, label, why) => {
  expect(near(header)).toMatchObject({ label, why: expect.stringContaining(why) });
});

test("a column whose cells all name options is probably that field, by its aliases too", () => {
  expect(near("Unit", "Sales Dept", "Legal")).toMatchObject({
    target: { kind: "field", fieldId: 2 },
    why: expect.stringContaining("options of this field"),
  });
  expect(near("Unit", "Sales", "Kitchen")).toBeNull();
});

test("what another column fills already is proposed no second time", () => {
  const [, mail] = propose(["Email", "E-mail"]);
  expect(mail).toMatchObject({ near: null, guess: { type: "text" } });
});

test("samples are the different values of the column; an unknown one is guessed from them", () => {
  const rows = [
    ["1", "250"],
    ["2", ""],
    ["3", " 250 "],
    ["4", "17"],
    ["5", "3"],
  ];
  const [, hours] = propose(["ID", "Hours"], rows);
  expect(hours).toMatchObject({
    stats: { isWhole: false, samples: ["250", "17", "3"] },
    near: null,
    guess: { type: "number" },
  });
});

test("two columns that fill the same name each other, whether by mapping or by name", () => {
  const mapping: Mapping = { columns: { Mail: { kind: "email" } } };
  const clashes = propose(["ID", "Email", "Mail"], [], mapping).map(({ clash }) => clash);
  expect(clashes).toEqual([null, "Mail", "Email"]);
  const ignored: Mapping = { columns: { ...mapping.columns, Email: { kind: "ignore" } } };
  expect(propose(["Email", "Mail"], [], ignored).every(({ clash }) => clash === null)).toBe(true);
});

test("the template of employees is offered for its header until the mapping follows it", () => {
  const header = ["UID", "First name", "Last name", "Email address", "Job title", "Team(s)"];
  const template = fittingTemplate(header, none);
  expect(template?.id).toBe("employees");
  expect(template && fittingTemplate(header, template.mapping)).toBeNull();
  expect(fittingTemplate(["ID", "Email", "Team(s)"], none)).toBeNull();
});

test("under that template every column of the employees file fills something, but a missing Job title", () => {
  const mapping = TEMPLATES.find(({ id }) => id === "employees")?.mapping ?? none;
  const header = ["UID", "First name", "Last name", "Email address", "Job title", "Team(s)"];
  expect(propose(header, [], mapping).map(({ fills }) => fills)).toEqual([
    "ID",
    "First name",
    "Last name",
    "Email",
    "Job title",
    "Team(s)",
  ]);
  const rows = ["Lead", "Clerk", "Clerk", "Clerk"].map((title, at) => [`${at}`, "A", "B", "", title, ""]);
  const columns = proposeColumns({ headers: header, sample: rows, mapping, fields: [] });
  expect(columns[4]).toMatchObject({ how: "unknown", guess: { type: "text" } });
});
