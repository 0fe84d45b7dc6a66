import { murmur128 } from "@/lib/pipeline/hash/murmur";
import { type UndoLine, withoutAddress } from "@/lib/pipeline/plan/invert";

/** A longer search is one that a file was made for: what finds no place goes into an ordinary map. */
const STEPS_MAX = 64;
/** Three of the hash and the index. */
const WORDS = 4;
const FREE = -1;

/**
 * Which index had an address first. 96 bits of a hash in one array of numbers, 32 to 64 bytes each: a map of a million
 * texts takes 1.3 µs each, this 0.9. Someone who makes two addresses collide has two rows of their own file skipped.
 */
export function createAddresses(atFirst = 1024, stepsMax = STEPS_MAX) {
  let table = new Int32Array(atFirst * WORDS).fill(FREE);
  let size = 0;
  const crowded = new Map<string, number>();
  const hash = new Int32Array(4);

  /** Where the hash is or may be stored; FREE where there is no room. */
  function placeOf(a: number, b: number, c: number): number {
    const mask = table.length / WORDS - 1;
    for (let step = 0; step < stepsMax; step++) {
      const at = ((a + step) & mask) * WORDS;
      if (table[at + 3] === FREE || (table[at] === a && table[at + 1] === b && table[at + 2] === c))
        return at;
    }
    return FREE;
  }

  function claim(a: number, b: number, c: number, index: number): number {
    // Looked at first: room in the table may have come since.
    const key = crowded.size > 0 ? `${a} ${b} ${c}` : "";
    const found = crowded.get(key);
    if (found !== undefined) return found;
    const at = placeOf(a, b, c);
    if (at === FREE) {
      crowded.set(`${a} ${b} ${c}`, index);
      return index;
    }
    const first = table[at + 3] ?? FREE;
    if (first !== FREE) return first;
    table[at] = a;
    table[at + 1] = b;
    table[at + 2] = c;
    table[at + 3] = index;
    size += 1;
    return index;
  }

  function grow(): void {
    const old = table;
    table = new Int32Array(old.length * 2).fill(FREE);
    size = 0;
    for (let at = 0; at < old.length; at += WORDS) {
      const index = old[at + 3] ?? FREE;
      if (index !== FREE) claim(old[at] ?? 0, old[at + 1] ?? 0, old[at + 2] ?? 0, index);
    }
  }

  return {
    /** The index that the address belongs to: `index` itself, unless another one came first. */
    claim(emailKey: string, index: number): number {
      if (size * WORDS * 2 >= table.length) grow();
      hashText(emailKey, hash);
      return claim(hash[0] ?? 0, hash[1] ?? 0, hash[2] ?? 0, index);
    },
  };
}

let words = new Int32Array(256);

/** Two UTF-16 units a word, so that different texts without NUL are different words. */
function hashText(text: string, out: Int32Array): void {
  const count = (text.length + 1) >> 1;
  // Room for the padding of the hash.
  if (count + 4 > words.length) words = new Int32Array(2 * count + 4);
  const last = text.length - 1;
  let at = 0;
  for (let index = 0; index < last; index += 2) {
    words[at++] = text.charCodeAt(index) | (text.charCodeAt(index + 1) << 16);
  }
  if (at < count) words[at] = text.charCodeAt(last);
  murmur128(words, count, out);
}

/** A line that takes an address which `holder` (a user) has now. */
export type Conflict = { line: UndoLine; holder: number };

/**
 * Decides on lines that take an address someone else has. It is theirs when the holder gives it up in the same undo
 * (`freeing`: user -> ID of the line that frees their address); otherwise they go without, and so on down the chain.
 */
export function settleAddresses(
  conflicts: readonly Conflict[],
  freeing: ReadonlyMap<number, string>,
): UndoLine[] {
  const byUser = new Map(conflicts.map((conflict) => [conflict.line.userId, conflict]));
  const byHolder = new Map(conflicts.map((conflict) => [conflict.holder, conflict]));
  const refused = new Set<Conflict>();
  for (const conflict of conflicts) {
    if (freeing.has(conflict.holder) || byUser.has(conflict.holder)) continue;
    for (let at: Conflict | undefined = conflict; at && !refused.has(at); ) {
      refused.add(at);
      at = at.line.userId === null ? undefined : byHolder.get(at.line.userId);
    }
  }
  return conflicts.map((conflict) => {
    if (refused.has(conflict)) return withoutAddress(conflict.line);
    const frees = freeing.get(conflict.holder) ?? byUser.get(conflict.holder)?.line.csvId ?? null;
    return { ...conflict.line, dependsOn: frees };
  });
}
