type Difference = { prefix: string; before: string; after: string; suffix: string };

const WORDS = /[\p{L}\p{M}\p{N}]+|\s+|./gsu;

/**
 * The common start and end of two texts and the part that differs. Splits between words: "Virtanen" and "Koskinen" share
 * an ending only by chance.
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
