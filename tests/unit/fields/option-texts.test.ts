import { expect, test } from "vitest";
import { aliasConflicts, tidyAliases, withOldNames } from "@/lib/fields/option-texts";
import { createFieldInput } from "@/lib/fields/schema";

test.each([
  ["the label of another option", [{ label: "Sales", aliases: ["Marketing"] }, { label: "Marketing" }]],
  [
    "an alias of another option",
    [
      { label: "A", aliases: ["Crew"] },
      { label: "B", aliases: ["Crew"] },
    ],
  ],
  [
    "one whose letters are composed otherwise",
    [{ label: "A", aliases: ["Cafe\u0301"] }, { label: "Caf\u00e9" }],
  ],
])("an alias may not be %s", (_, options) => {
  expect(aliasConflicts(options)).toHaveLength(1);
  const field = createFieldInput.safeParse({ label: "Team", type: "single_choice", options });
  expect(field.error?.issues[0]?.path).toMatchObject(["options", expect.any(Number), "aliases"]);
});

test("other letter case is another text, as in a run; an option's own label is no conflict", () => {
  expect(aliasConflicts([{ label: "Sales", aliases: ["sales", "Sales"] }, { label: "SALES" }])).toEqual([]);
  expect(tidyAliases("Sales", ["sales", "Sales", "sales"])).toEqual(["sales"]);
});

const before = [
  { id: 1, label: "Sales" },
  { id: 2, label: "Legal" },
];

test("a renamed option keeps its old name as another text, unless that was declined", () => {
  const options = [
    { id: 1, label: "Sales & Service", aliases: ["S"] },
    { id: 2, label: "Law" },
    { label: "New" },
  ];
  expect(withOldNames(options, before, new Set([2]))).toEqual([
    { id: 1, label: "Sales & Service", aliases: ["S", "Sales"] },
    { id: 2, label: "Law" },
    { label: "New" },
  ]);
});

test("options that swap their names keep no old ones", () => {
  const swapped = [
    { id: 1, label: "Legal" },
    { id: 2, label: "Sales" },
  ];
  expect(withOldNames(swapped, before, new Set())).toEqual(swapped);
});
