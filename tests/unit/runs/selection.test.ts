import { describe, expect, it } from "vitest";
import { changeRow } from "@/components/runs/change-row";
import { keptLabel, partLabel } from "@/components/runs/kept-labels";
import {
  missingOf,
  SELECTED_MAX,
  type SelectedChange,
  type Selection,
  withSelected,
} from "@/components/runs/selection";
import { effectsOf } from "@/lib/runs/plan-counts";
import { undoEffectsOf } from "@/lib/runs/undo-effects";

const REMOVAL = { id: 2, csvId: "B", kind: "remove" } as const;
const JOINER: SelectedChange = { id: 1, csvId: "A", kind: "create", needs: [REMOVAL] };
const ticked = (...ticks: SelectedChange[]): Selection => new Map(ticks.map((tick) => [tick.id, tick]));

describe("selected changes", () => {
  it("lack the changes they depend on, until those are selected too", () => {
    const { blocked, missing } = missingOf(ticked(JOINER));
    expect(blocked).toEqual([JOINER]);
    expect(missing).toEqual([{ ...REMOVAL, needs: [] }]);
    const both = withSelected(ticked(JOINER), missing);
    expect(missingOf(both)).toEqual({ blocked: [], missing: [] });
  });
  it("are named once when several wait for the same one", () => {
    const other = { ...JOINER, id: 3, csvId: "C" };
    expect(missingOf(ticked(JOINER, other)).missing).toHaveLength(1);
  });
  it("keep what is known of a change that is selected again", () => {
    expect(withSelected(ticked(JOINER), [{ ...JOINER, needs: [] }]).get(1)).toEqual(JOINER);
  });
  it("are no more than one decision takes", () => {
    const many = Array.from({ length: SELECTED_MAX }, (_, at) => ({ ...JOINER, id: at + 10 }));
    const full = withSelected(new Map(), many);
    expect(full.size).toBe(SELECTED_MAX);
    expect(withSelected(full, [JOINER])).toBe(full);
  });
});

describe("what a decision does, in words", () => {
  it("tells removals apart from what loses nothing", () => {
    expect(effectsOf({ create: 1204, remove: 1 }, false)).toEqual({
      done: ["1,204 users will be created"],
      lost: ["1 user will be removed and disappear from lists and pages immediately"],
    });
  });
  it("turns the lines of a run around that became real, and no others", () => {
    const tally = [
      { kind: "create", status: "planned", count: 3 },
      { kind: "restore", status: "planned", count: 1 },
      { kind: "remove", status: "waiting", count: 2 },
      { kind: "remove", status: "left_out", count: 9 },
      { kind: "update", status: "stale", count: 9 },
    ] as const;
    expect(undoEffectsOf(tally, { appliedStatuses: ["planned", "waiting"] })).toMatchObject({
      remove: 4,
      restore: 2,
      update: 0,
    });
  });
});

describe("what an undo keeps, in words", () => {
  const fields = [{ id: 7, label: "Department", type: "text", options: [] }] as const;
  it("names the part as the user's page does", () => {
    expect(partLabel(7, fields)).toBe("Department");
    expect(partLabel(8, fields)).toBe("A deleted field");
    expect(partLabel("email", fields)).toBe("E-mail");
  });
  it.each([
    [{ part: 7, why: "changed", by: "Maria" }, "kept, Maria changed it"],
    [{ part: "user", why: "changed", by: "Maria" }, "stays, Maria changed them"],
    [{ part: "user", why: "removed", by: null }, "stays removed, they were removed since"],
    [{ part: "email", why: "address_taken", by: null }, "kept, another user has the earlier address now"],
  ] as const)("says who changed it: %j", (part, words) => {
    expect(keptLabel(part)).toBe(words);
  });
});

it("a line that leaves somebody as they are shows no difference", () => {
  const before = { email: "k@x.com", firstName: "K", lastName: "", mobile: "", fields: {} };
  const line = {
    id: 1,
    userId: 7,
    csvId: "9",
    row: null,
    line: null,
    oldCsvId: null,
    unlinks: false,
    match: null,
  };
  const around = { fields: [], base: "/a/b", undecided: ["planned"], needs: [] } as const;
  const run = {
    state: "held",
    appliedStatuses: [],
    appliedAt: null,
    sync: { id: "s", name: "HR", sourceKind: "remote", detached: false, lateSince: null },
  } as const;
  const change = {
    ...line,
    kind: "update",
    status: "kept",
    kept: [],
    before,
    after: null,
    dependsOn: null,
  } as const;
  const row = changeRow({ ...change, kept: [] }, { ...around, run: { ...run, appliedStatuses: [] } });
  expect(row).toMatchObject({ name: "K", email: "k@x.com", diffs: [], isOpen: false });
});
