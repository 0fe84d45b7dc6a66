import fc from "fast-check";
import { expect, test } from "vitest";
import { doneOf, isOpen, outcomeParts } from "@/lib/bulk-edits/summary";
import type { SkipReason } from "@/lib/model/bulk-edit";

const edit = { state: "done" as const, isUndo: false, total: 10, changed: 7, same: 1, skipped: { file: 2 } };

test("each fate of a user is said with its number, and what is left of one that ended before", () => {
  expect(outcomeParts(edit)).toEqual([
    "7 users changed",
    "1 without a difference",
    "2 skipped, because a sync would change them back",
  ]);
  expect(outcomeParts({ ...edit, isUndo: true, same: 0, skipped: { edited: 3 } })).toEqual([
    "7 users changed back",
    "3 kept, because they were changed since",
  ]);
  expect(outcomeParts({ ...edit, state: "cancelled", changed: 1 }).at(-1)).toBe(
    "6 unchanged, because it ended before",
  );
});

test("users are counted once, and there is a part for each fate that someone has", () => {
  const reasons: SkipReason[] = ["file", "removed", "edited", "address", "option", "role"];
  const skipped = fc.dictionary(fc.constantFrom(...reasons), fc.nat(9));
  fc.assert(
    fc.property(fc.nat(9), fc.nat(9), skipped, (changed, same, skips) => {
      const given = { ...edit, changed, same, skipped: skips };
      const others = Object.values(skips).filter((users) => users > 0);
      expect(doneOf(given)).toBe(changed + same + others.reduce((sum, users) => sum + users, 0));
      expect(outcomeParts(given)).toHaveLength(1 + (same > 0 ? 1 : 0) + others.length);
    }),
  );
});

test("it is in progress until it is done, cancelled or failed", () => {
  const states = ["collecting", "running", "done", "cancelled", "failed"] as const;
  expect(states.filter((state) => isOpen({ state }))).toEqual(["collecting", "running"]);
});
