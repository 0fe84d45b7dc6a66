type Difference = { prefix: string; before: string; after: string; suffix: string };

const WORDS = /[\p{L}\p{M}\p{N}]+|\s+|./gsu;

/**
 * What two texts share at their ends, and where they differ. Cuts between words: "Virtanen" and "Koskinen" end alike by
 * chance, which tells a reader nothing.
 */
export function splitDifference(before: string, after: string): Difference {
  const a = before.match(WORDS) ?? [];
  const b = after.match(WORDS) ?? [];
  const shortest = Math.min(a.length, b.length);
  let start = 0;
  while (start < shortest && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < shortest - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end += 1;
  return {
    prefix: a.slice(0, start).join(""),
    before: a.slice(start, a.length - end).join(""),
    after: b.slice(start, b.length - end).join(""),
    suffix: end === 0 ? "" : a.slice(a.length - end).join(""),
  };
}
