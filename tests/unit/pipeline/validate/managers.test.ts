import { describe, expect, test } from "vitest";
import type { Mapping } from "@/lib/model/mapping";
import type { RunMode } from "@/lib/model/run";
import { blockingIssue } from "@/lib/pipeline/blocked";
import { openAdditions } from "@/lib/pipeline/validate/additions";
import { collectManagers } from "@/lib/pipeline/validate/managers/collect-managers";
import { readManager } from "@/lib/pipeline/validate/managers/managers-row";
import { prepareManagers } from "@/lib/pipeline/validate/managers/prepare-managers";

const TEAMS = [
  { id: 5, label: "Sales", aliases: ["Sls"] },
  { id: 4, label: "Legal" },
];

function prepare(header: string[], mapping: Mapping["managers"] = { columns: {} }) {
  return prepareManagers(header, mapping, { teams: TEAMS, additions: openAdditions() });
}

/** Rows of `UID,Team(s)`: what is told of them, and then whom the employees file may ask about. */
function collect(rows: string[][], mode: RunMode = "complete") {
  const prepared = prepare(["UID", "Team(s)"]);
  const managers = collectManagers(mode);
  const told = rows.flatMap((cells, at) =>
    managers.take(readManager(prepared, { row: at + 2, line: at + 2, cells })),
  );
  return { ...managers, told: [...told, ...managers.closed()].map(({ message }) => message) };
}

describe("The header of a managers file", () => {
  test.each([[["ID", "Team(s)"]], [["Team(s)", "UID"]]])("%j is understood by its names", (header) => {
    const { id, teams, warnings } = prepare(header);
    expect([header[id], header[teams], warnings]).toEqual([
      header.find((name) => name.endsWith("ID")),
      "Team(s)",
      [],
    ]);
  });

  test("may be named by the mapping, and what it ignores is not told", () => {
    const columns = {
      Nummer: { kind: "id" },
      Gruppen: { kind: "teams", blank: "keep" },
      Rolle: { kind: "ignore" },
    } as const;
    const { id, teams, keepsBlank, warnings } = prepare(["Rolle", "Gruppen", "Nummer", "Ort"], { columns });
    expect([id, teams, keepsBlank]).toEqual([2, 1, true]);
    expect(warnings.map(({ message }) => message)).toEqual(["Field 4 (Ort) is unknown"]);
  });

  test.each([
    [["UID", "Teams"], "header_missing", "Missing: Team(s). Found: UID, Teams."],
    [["Employee ID", "Team(s)"], "header_missing", "Missing: ID. Found: Employee ID, Team(s)."],
    [["A", "B"], "header_missing", "Missing: ID, Team(s). Found: A, B."],
    [["ID", "UID", "Team(s)"], "header_duplicate", "The columns ID and UID are both mapped to ID."],
  ])("%j can't be used", (header, code, message) => {
    const thrown = (() => {
      try {
        return prepare(header);
      } catch (error) {
        return blockingIssue(error);
      }
    })();
    expect(thrown).toMatchObject({ code, message: expect.stringContaining(message) });
  });
});

describe("Rows of a managers file", () => {
  test("say who leads what, in the order of the teams' ids; nobody else leads anything", () => {
    const { told, leads } = collect([
      ["1", "Sales\nLegal"],
      ["2", "Sls"],
    ]);
    expect(told).toEqual([]);
    expect([leads("1"), leads("2"), leads("3")]).toEqual([[4, 5], [5], null]);
  });

  test("whoever is not named keeps what they lead when the list only adds and updates", () => {
    expect(collect([["1", "Sales"]], "add_and_update").leads("3")).toBeUndefined();
  });

  test("a row that can't be used leaves its person as they are, however often they are named", () => {
    for (const rows of [
      [
        ["1", "Sales", "x"],
        ["1", "Legal"],
      ],
      [
        ["1", "Legal"],
        ["1", "Sales", "x"],
      ],
    ]) {
      const { told, leads, unreadable } = collect(rows);
      expect([told, leads("1"), leads("2"), unreadable()]).toEqual([
        ["Record has incorrect number of fields"],
        undefined,
        null,
        0,
      ]);
    }
  });

  test("while it is not known whom a row names, nobody loses anything", () => {
    const { leads, unreadable } = collect([
      ["", "Sales"],
      ["1", "Legal"],
    ]);
    expect([leads("1"), leads("2"), unreadable()]).toEqual([[4], undefined, 1]);
  });

  test("the same again is one row; something else of the same person is none", () => {
    const same = collect([
      ["1", "Sales\nLegal"],
      ["1", "Legal\nSales"],
    ]);
    expect([same.told, same.leads("1")]).toEqual([["Row is the same as row 2"], [4, 5]]);
    const other = collect([
      ["1", "Sales"],
      ["1", "Legal"],
      ["1", ""],
    ]);
    expect(other.told.filter((message) => message === "Duplicate ID: 1 (rows 2, 3, 4)").length).toBe(3);
    expect([other.leads("1"), other.strangers()]).toEqual([undefined, []]);
  });

  test("who is not in the employees file is told at its end; a skipped row there is enough", () => {
    const { leads, isThere, strangers } = collect([
      ["1", "Sales"],
      ["2", "Sales"],
      ["3", "Sales"],
    ]);
    leads("1");
    isThere("3");
    expect(strangers()).toMatchObject([
      { row: 3, csvId: "2", code: "manager_unknown", message: "Manager 2 is not in the employees file" },
    ]);
  });
});
