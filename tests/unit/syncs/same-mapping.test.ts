import { expect, test } from "vitest";
import type { Mapping } from "@/lib/model/mapping";
import { sameMapping } from "@/lib/syncs/same-mapping";
import { changedHeaders } from "@/lib/syncs/versions/changed-headers";

const fill = { kind: "field", fieldId: 7, blank: "clear" } as const;
const teams = { kind: "teams", blank: "clear" } as const;

test.each<[string, Mapping, Mapping, boolean]>([
  ["the order of columns", { columns: { A: fill, B: teams } }, { columns: { B: teams, A: fill } }, true],
  ["a default said aloud", { columns: { A: fill } }, { columns: { A: { ...fill, unknown: "warn" } } }, true],
  [
    "the other default of teams",
    { columns: { A: teams } },
    { columns: { A: { ...teams, unknown: "add" } } },
    true,
  ],
  ["an empty table of aliases", { columns: { A: fill } }, { columns: { A: { ...fill, aliases: {} } } }, true],
  [
    "the order of what is absent",
    { columns: {}, without: ["mobile", "last_name"] },
    { columns: {}, without: ["last_name", "mobile"] },
    true,
  ],
  [
    "options that are added",
    { columns: { A: fill } },
    { columns: { A: { ...fill, unknown: "add" } } },
    false,
  ],
  [
    "teams that are not added",
    { columns: { A: teams } },
    { columns: { A: { ...teams, unknown: "warn" } } },
    false,
  ],
  [
    "no words that mean blank",
    { columns: { A: fill } },
    { columns: { A: { ...fill, blankWords: [] } } },
    true,
  ],
  ["a decimal point", { columns: { A: fill } }, { columns: { A: { ...fill, decimal: "." } } }, true],
  ["a decimal comma", { columns: { A: fill } }, { columns: { A: { ...fill, decimal: "," } } }, false],
  [
    "words that mean blank in names",
    { columns: { A: { kind: "last_name" } } },
    { columns: { A: { kind: "last_name", blankWords: ["-"] } } },
    false,
  ],
  [
    "another date format",
    { columns: { A: fill } },
    { columns: { A: { ...fill, moreDateFormats: ["dd.MM.yyyy"] } } },
    false,
  ],
  ["an alias", { columns: { A: fill } }, { columns: { A: { ...fill, aliases: { x: "y" } } } }, false],
  ["a file of managers", { columns: {} }, { columns: {}, managers: { columns: {} } }, false],
])("%s is told apart or not", (_, a, b, same) => {
  expect(sameMapping(a, b)).toBe(same);
  expect(sameMapping(b, a)).toBe(same);
});

test("a version names the columns that it reads otherwise", () => {
  const before: Mapping = { columns: { A: fill, B: teams, C: { kind: "ignore" } } };
  const after: Mapping = {
    columns: { A: { ...fill, blank: "keep" }, B: teams, D: { kind: "id" } },
    managers: { columns: { UID: { kind: "id" } } },
    without: ["mobile"],
  };
  expect(changedHeaders(before, after)).toEqual([
    "A",
    "C",
    "D",
    "UID (managers file)",
    "columns missing from the file",
  ]);
  expect(changedHeaders(before, before)).toEqual([]);
});
