import type { Fingerprint, KnownUsers, Person } from "@/lib/model/user";
import type { Refusal } from "@/lib/pipeline/plan/row-issue";
import { sameText } from "@/lib/values/same-text";

const KNOWN = 1;
const REMOVED = 2;
const PROTECTED = 4;
const SEEN = 8;
const SKIPPED = 16;
const UNCHANGED = 32;
const REFUSED = 64;
/** Beside `REFUSED`: for an address of another source, not of a user added manually. */
const OTHER_SOURCE = 128;

/** The state of a person's ID in this run. `index` is only good for the roster that gave it. */
export type KnownUserIndex = ReturnType<typeof createKnownUserIndex>;

/**
 * Every ID the run has to do with, known or met in the file, in columns of numbers: about 50 bytes an ID beside its
 * text, where an object each would take several times that for a million users.
 */
export function createKnownUserIndex() {
  const indexes = new Map<string, number>();
  const ids: string[] = [];
  let capacity = 1024;
  let flags = new Uint8Array(capacity);
  let rows = new Int32Array(capacity);
  let lines = new Int32Array(capacity);
  let versions = new Int32Array(capacity);
  let userIds = new Float64Array(capacity);
  let prints = new Int32Array(capacity * 4);
  /** The index after the one asked for last. */
  let next = 0;

  function grow(atLeast: number): void {
    if (atLeast <= capacity) return;
    while (capacity < atLeast) capacity *= 2;
    flags = enlarge(flags, new Uint8Array(capacity));
    rows = enlarge(rows, new Int32Array(capacity));
    lines = enlarge(lines, new Int32Array(capacity));
    versions = enlarge(versions, new Int32Array(capacity));
    userIds = enlarge(userIds, new Float64Array(capacity));
    prints = enlarge(prints, new Int32Array(capacity * 4));
  }

  /** Known users whose ID looks like another one's: made when such texts were still distinguished. */
  let hasTwins = false;
  /** Known users whose ID is not stored in its form: made then, too. */
  let hasOdd = false;

  function find(csvId: string): number | undefined {
    // Most files name people in the order in which they came: comparing one text is ten times as quick as a look-up.
    const index =
      ids[next] === csvId && !hasTwins ? next : (indexes.get(csvId) ?? indexes.get(sameText(csvId)));
    if (index !== undefined) next = index + 1;
    return index;
  }

  function indexOf(csvId: string): number {
    const found = find(csvId);
    if (found !== undefined) return found;
    const index = ids.length;
    if (index === capacity) grow(index + 1);
    indexes.set(csvId, index).set(sameText(csvId), index);
    ids.push(csvId);
    return index;
  }

  /**
   * A known user is found by their ID as it is stored and by its form. Of two active ones whose IDs look the same, rows
   * can only name one; the other stays. A removed one gives way.
   */
  function addToIndex(csvId: string, index: number): void {
    const form = sameText(csvId);
    const other = indexes.get(form);
    if (form !== csvId) {
      hasOdd = true;
      indexes.set(csvId, index);
    }
    if (other === undefined) {
      indexes.set(form, index);
      return;
    }
    hasTwins = true;
    if (has(index, REMOVED)) return;
    const isRight = has(other, REMOVED) || form === csvId;
    if (isRight) indexes.set(form, index);
    if (!has(other, REMOVED)) mark(isRight ? other : index, SKIPPED);
  }

  /** All that is left of IDs in records that were cut off. */
  const cutIds = new Set<string>();

  function isCutOff(index: number): boolean {
    const id = cutIds.size > 0 ? sameText(ids[index] ?? "") : "";
    for (let end = 1; end < id.length; end++) if (cutIds.has(id.slice(0, end))) return true;
    return false;
  }

  const has = (index: number, flag: number): boolean => ((flags[index] ?? 0) & flag) !== 0;
  const mark = (index: number, flag: number): void => {
    flags[index] = (flags[index] ?? 0) | flag;
  };

  return {
    indexOf,
    find,
    /** To be called before any other ID is asked for; no ID comes twice. */
    addKnown(users: KnownUsers): void {
      const from = ids.length;
      grow(from + users.csvIds.length);
      for (const [at, csvId] of users.csvIds.entries()) {
        ids.push(csvId);
        flags[from + at] = KNOWN | (users.removed[at] ? REMOVED : 0) | (users.protected[at] ? PROTECTED : 0);
        addToIndex(csvId, from + at);
      }
      versions.set(users.versions, from);
      userIds.set(users.userIds, from);
      prints.set(users.prints, from * 4);
    },
    /** Marks the ID as present, and keeps the row's fingerprint to compare repeats with. */
    markSeen(index: number, person: Person): void {
      mark(index, SEEN);
      rows[index] = person.row;
      lines[index] = person.line;
      writePrint(prints, index, person.fingerprint);
    },
    /** The ID or the address of the user is in a row that is skipped: they are not missing. */
    markSkipped: (index: number): void => mark(index, SKIPPED),
    /** Anyone whose ID begins like this is not missing. */
    skipStarting: (cutId: string) => cutIds.add(cutId),
    /** The first row of the ID changes nothing. */
    markUnchanged: (index: number): void => mark(index, UNCHANGED),
    /** The first row of the ID is skipped, and that has been reported. */
    refuse: (index: number, why: Refusal): void =>
      mark(index, SKIPPED | REFUSED | (why === "email_other_source" ? OTHER_SOURCE : 0)),
    samePrint: (index: number, fingerprint: Fingerprint): boolean => equalsPrint(prints, index, fingerprint),
    isKnown: (index: number): boolean => has(index, KNOWN),
    isActive: (index: number): boolean => has(index, KNOWN) && !has(index, REMOVED),
    isSeen: (index: number): boolean => has(index, SEEN),
    /** The file mentions the ID, in a row that is used or not. */
    isNamed: (csvId: string): boolean => has(find(csvId) ?? -1, SEEN | SKIPPED),
    isUnchanged: (index: number): boolean => has(index, UNCHANGED),
    /** Why the first row of the ID is skipped; null where it is not refused. */
    refusalOf: (index: number): Refusal | null => {
      if (!has(index, REFUSED)) return null;
      return has(index, OTHER_SOURCE) ? "email_other_source" : "email_manual_user";
    },
    isMissing: (index: number): boolean => (flags[index] ?? 0) === KNOWN && !isCutOff(index),
    /** Missing, and not to be removed by a file: an author or admin. */
    isStaying: (index: number): boolean => (flags[index] ?? 0) === (KNOWN | PROTECTED),
    userIdOf: (index: number): number => userIds[index] ?? 0,
    versionOf: (index: number): number => versions[index] ?? 0,
    idOf: (index: number): string => ids[index] ?? "",
    rowOf: (index: number): number => rows[index] ?? 0,
    lineOf: (index: number): number => lines[index] ?? 0,
    size: (): number => ids.length,
    hasOddIds: (): boolean => hasOdd,
    /** There is a user of that ID, or will be: not one who was removed and is not in a row that is used. */
    isOrWillBe: (index: number): boolean => has(index, SEEN) || (flags[index] ?? 0) % PROTECTED === KNOWN,
  };
}

function enlarge<T extends { set: (from: T) => void }>(from: T, to: T): T {
  to.set(from);
  return to;
}

function writePrint(prints: Int32Array, index: number, [a, b, c, d]: Fingerprint): void {
  const at = index * 4;
  prints[at] = a;
  prints[at + 1] = b;
  prints[at + 2] = c;
  prints[at + 3] = d;
}

function equalsPrint(prints: Int32Array, index: number, [a, b, c, d]: Fingerprint): boolean {
  const at = index * 4;
  return prints[at] === a && prints[at + 1] === b && prints[at + 2] === c && prints[at + 3] === d;
}
