import fc from "fast-check";
import { expect, test } from "vitest";
import { headingLevels } from "@/components/pages/heading-levels";

const levelsOf = (depths: readonly number[]): number[] => {
  const children = depths.map((depth) => ({ type: "heading", depth }));
  headingLevels()({ type: "root", children });
  return children.map(({ depth }) => depth);
};

test.each([
  [
    [2, 2],
    [1, 1],
  ],
  [
    [3, 4, 3],
    [1, 2, 1],
  ],
  [
    [1, 3, 2],
    [1, 2, 2],
  ],
  [
    [4, 1, 2],
    [1, 1, 2],
  ],
])("headings of levels %j become %j", (depths, levels) => expect(levelsOf(depths)).toEqual(levels));

test("a text begins at the first level and leaves none out, and equal headings in one part stay equal", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 6 })), (depths) => {
      const levels = levelsOf(depths);
      for (const [at, level] of levels.entries())
        expect(level - (levels[at - 1] ?? 0)).toBeLessThanOrEqual(1);
      for (const [at, depth] of depths.entries())
        if (at > 0 && depths[at - 1] === depth) expect(levels[at]).toBe(levels[at - 1]);
    }),
  );
});
