import { describe, expect, test } from "vitest";
import { teamsInHistory } from "@/lib/teams/as-fields";
import { refuseTakenNames, tidyAliases } from "@/lib/teams/names";
import { teamMembershipsOf } from "@/lib/teams/team-memberships";
import { sinceRun } from "@/lib/users/teams/since-run";
import { diffValues } from "@/lib/users/values";
import type { UserEvent } from "@/lib/users/views";

const teams = [
  { id: 5, name: "Sales", aliases: ["Verkauf"] },
  { id: 6, name: "Support", aliases: [] },
];

test.each([
  ["Sales", ["sales", " SALES ", "Verkauf", "verkauf", "", "  "], ["Verkauf"]],
  ["Sales", [" Sales dept "], ["Sales dept"]],
])("other names of %s are trimmed, none twice, none the name itself: %j", (name, aliases, tidy) => {
  expect(tidyAliases(name, aliases)).toEqual(tidy);
});

test("a team may keep its own names, and take those of nobody else", () => {
  expect(() => refuseTakenNames({ id: 5, name: "Verkauf", aliases: ["Sales"] }, teams)).not.toThrow();
  expect(() => refuseTakenNames({ id: 6, name: "Support", aliases: ["verkauf"] }, teams)).toThrow(
    '"verkauf" is another name of the team "Sales".',
  );
  expect(() => refuseTakenNames({ name: "sales", aliases: [] }, teams)).toThrow(
    'There is already a team named "Sales".',
  );
});

test("of two teams that a file told apart by letter case, each can still be edited", () => {
  const twins = [...teams, { id: 7, name: "sales", aliases: [] }];
  expect(() =>
    refuseTakenNames({ id: 5, name: "Sales", aliases: ["Verkauf", "Vente"] }, twins),
  ).not.toThrow();
  expect(() => refuseTakenNames({ id: 5, name: "Selling", aliases: ["Sales"] }, twins)).not.toThrow();
  expect(() => refuseTakenNames({ id: 6, name: "Support", aliases: ["SALES"] }, twins)).toThrow();
});

test("what files and members say of a user's teams comes together by team and role; gone teams are left out", () => {
  const at = new Date("2026-05-03T10:00:00Z");
  const given = {
    file: [
      { userId: 1, teamId: 6, role: "member" as const },
      { userId: 1, teamId: 99, role: "member" as const },
      { userId: 2, teamId: 5, role: "member" as const },
    ],
    hand: [
      { userId: 1, teamId: 6, role: "member" as const, by: "Ada", at },
      { userId: 1, teamId: 5, role: "manager" as const, by: "Ada", at },
    ],
  };
  expect(teamMembershipsOf(1, given, teams)).toEqual([
    { id: 5, name: "Sales", role: "manager", byFile: false, byHand: { by: "Ada", at } },
    { id: 6, name: "Support", role: "member", byFile: true, byHand: { by: "Ada", at } },
  ]);
});

const values = (fields: Record<string, number[]>) => {
  return { email: "a@x.com", firstName: "", lastName: "", mobile: "", fields };
};

test("a history names teams of files and by hand, and leaves out teams that are gone", () => {
  const before = values({ [-1]: [5], [-3]: [] });
  const after = values({ [-1]: [5, 6, 99], [-2]: [6], [-3]: [5] });
  expect(diffValues(before, after, teamsInHistory(teams))).toMatchObject([
    { label: "Teams", before: ["Sales"], after: ["Sales", "Support"] },
    { label: "Manager of", before: [], after: ["Support"] },
    { label: "Teams (added manually)", before: [], after: ["Sales"] },
  ]);
});

describe("since when a file puts a user in a team", () => {
  const event = (runId: string, kind: string, before: number[] | null, after: number[] | null) =>
    ({
      ...{ by: "run", runId, kind },
      before: before && values({ [-1]: before }),
      after: after && values({ [-1]: after }),
    }) as unknown as UserEvent;
  const sales = { id: 5, role: "member" as const };

  test("it is the last run that put them in, not one that changed something else", () => {
    const events = [
      event("d", "update", [5, 6], [5]),
      event("c", "update", [6], [5, 6]),
      event("b", "update", [5], [6]),
      event("a", "create", null, [5]),
    ];
    expect(sinceRun(events, sales)).toMatchObject({ runId: "c" });
  });

  test("removing and restoring don't count, and the run that created them does", () => {
    const events = [
      event("c", "restore", null, [5]),
      event("b", "remove", [5], null),
      event("a", "create", null, [5]),
    ];
    expect(sinceRun(events, sales)).toMatchObject({ runId: "a" });
  });

  test("a history that does not go back so far knows nothing", () => {
    expect(sinceRun([event("b", "update", [5], [5, 6])], sales)).toBeNull();
    expect(sinceRun([], sales)).toBeNull();
  });
});
