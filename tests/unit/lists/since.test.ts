import { expect, test } from "vitest";
import { type HandTeam, type HistoryEvent, membershipHistoryOf } from "@/lib/lists/membership-history";
import { sinceAdded, sinceWhen } from "@/lib/lists/since";
import type { Rule } from "@/lib/model/rule";
import type { Subject } from "@/lib/rules/holds";

const day = (of: number) => new Date(Date.UTC(2026, 4, of));
const known = { fields: [], teams: [{ id: 7, label: "North" }], syncs: [] };
const now: Subject = {
  ...{
    email: "a@example.com",
    firstName: "A",
    lastName: "Aho",
    mobile: "",
    syncId: "s1",
    role: "participant",
  },
  fields: {},
};
const values = (lastName: string) => ({
  email: "a@example.com",
  firstName: "A",
  lastName,
  mobile: "",
  fields: {},
});
const run = (
  of: number,
  kind: "update" | "relink" | "restore",
  before: string | null,
  more = {},
): HistoryEvent => ({
  ...{
    at: day(of),
    by: "run",
    runId: `run-${of}`,
    syncId: "s1",
    syncName: "HR",
    kind,
    oldCsvId: "1",
    unlinks: false,
  },
  ...{ before: before === null ? null : values(before), ...more },
});
const since = (rule: Rule, events: HistoryEvent[], hands: HandTeam[] = [], ruleAt = day(1)) =>
  sinceWhen({ rule, ruleAt }, known, membershipHistoryOf({ ...now }, day(2), { events, hands }));
const isAho: Rule = { on: "text", part: "lastName", op: "is", text: "Aho" };

test("since the last event before which it did not hold", () => {
  const events = [run(9, "update", "Aho"), run(7, "update", "Berg"), run(5, "update", "Aho")];
  expect(since(isAho, events)).toEqual({ at: day(7), what: "run", runId: "run-7", by: "HR" });
});

test("since the first day, when it always held", () => {
  expect(since(isAho, [run(9, "update", "Aho")])).toEqual({ at: day(2), what: "start" });
});

test("a removal is a break", () => {
  expect(since(isAho, [run(9, "update", "Aho"), run(6, "restore", "Aho")])).toMatchObject({
    at: day(6),
    what: "run",
  });
});

test("an adoption changes where they come from, and a role by hand what they are", () => {
  const fromFile: Rule = { on: "source", op: "in", syncIds: ["s1"] };
  expect(since(fromFile, [run(8, "relink", "Aho", { oldCsvId: null })])).toMatchObject({ at: day(8) });
  const plain: Rule = { on: "role", op: "in", roles: ["participant"] };
  const edit: HistoryEvent = {
    ...{
      at: day(6),
      by: "member",
      label: "Ada",
      kind: "update",
      before: values("Aho"),
      roleBefore: "author",
    },
  };
  expect(since(plain, [edit])).toEqual({ at: day(6), what: "member", by: "Ada" });
});

test("a team that was given by hand counts from the day it was given", () => {
  const hand: HandTeam = { teamId: 7, role: "member", at: day(4), by: "Ada" };
  const rule: Rule = { on: "team", op: "in", teamIds: [7] };
  expect(since(rule, [run(9, "update", "Berg")], [hand])).toEqual({ at: day(4), what: "member", by: "Ada" });
});

test("never before the list had its rule, and for a static list the day they were put in, or came back", () => {
  expect(since(isAho, [], [], day(12))).toEqual({ at: day(12), what: "rule" });
  const added = { addedAt: day(5), addedBy: "Ada" };
  const past = (events: HistoryEvent[]) => membershipHistoryOf(now, day(2), { events, hands: [] });
  expect(sinceAdded(added, past([run(4, "restore", null)]))).toEqual({
    at: day(5),
    what: "member",
    by: "Ada",
  });
  expect(sinceAdded(added, past([run(6, "restore", null)]))).toMatchObject({ at: day(6), what: "run" });
});
