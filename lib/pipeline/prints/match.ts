import { PRINT_WORDS } from "@/lib/pipeline/prints/hash";

/** How far a row is looked for where it is expected: others may have left before it. */
const AHEAD = 3;

/**
 * Finds prints among earlier ones: each of those is given once, and nearly always it is the one behind the last. `isGiven`: 1 for
 * those that are not to be given; changed in place.
 */
export function createMatcher(prints: Int32Array, isGiven: Uint8Array) {
  const size = isGiven.length;
  let expected = 0;
  let table: { slots: Int32Array; mask: number } | null = null;

  function isSame(index: number, words: Int32Array, at: number): boolean {
    const own = index * PRINT_WORDS;
    for (let word = 0; word < PRINT_WORDS; word++) if (prints[own + word] !== words[at + word]) return false;
    return true;
  }

  /** All that are left, by their first word. Equal ones are several slots. */
  function indexed() {
    let slots = 1024;
    while (slots < size * 2) slots *= 2;
    const made = { slots: new Int32Array(slots).fill(-1), mask: slots - 1 };
    for (let index = 0; index < size; index++) {
      if (isGiven[index]) continue;
      let at = (prints[index * PRINT_WORDS] ?? 0) & made.mask;
      while (made.slots[at] !== -1) at = (at + 1) & made.mask;
      made.slots[at] = index;
    }
    return made;
  }

  function give(index: number): number {
    isGiven[index] = 1;
    expected = index + 1;
    return index;
  }

  return {
    /** The index of the print that is in `words` from `at` on; -1 for none that is left. */
    find(words: Int32Array, at: number): number {
      while (expected < size && isGiven[expected]) expected += 1;
      for (let index = expected; index < Math.min(size, expected + AHEAD); index++) {
        if (!isGiven[index] && isSame(index, words, at)) return give(index);
      }
      table ??= indexed();
      const { slots, mask } = table;
      for (let slot = (words[at] ?? 0) & mask; slots[slot] !== -1; slot = (slot + 1) & mask) {
        const index = slots[slot] ?? 0;
        if (!isGiven[index] && isSame(index, words, at)) return give(index);
      }
      return -1;
    },
  };
}
