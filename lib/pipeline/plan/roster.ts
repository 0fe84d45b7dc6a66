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
/** Beside `REFUSED`: for an address of another source, not of a user added by hand. */
const OTHER_SOURCE = 128;

/** Where a person's ID stands in this run. `slot` is only good for the roster that gave it. */
export type Roster = ReturnType<typeof createRoster>;

/**
 * Every ID the run has to do with, known or met in the file, in columns of numbers: about 50 bytes an ID beside its
 * text, where an object each would take several times that for a million users.
 */
export function createRoster() {
  const slots = new Map<string, number>();
  const ids: string[] = [];
  let capacity = 1024;
  let flags = new Uint8Array(capacity);
  let rows = new Int32Array(capacity);
  let lines = new Int32Array(capacity);
  let versions = new Int32Array(capacity);
  let userIds = new Float64Array(capacity);
  let prints = new Int32Array(capacity * 4);
  /** The slot after the one asked for last. */
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

  /** Known users whose ID looks like another one's: made when such texts were still told apart. */
  let hasTwins = false;

  function find(csvId: string): number | undefined {
    // Most files name people in the order in which they came: comparing one text is ten times as quick as a look-up.
    const slot = ids[next] === csvId && !hasTwins ? next : (slots.get(csvId) ?? slots.get(sameText(csvId)));
    if (slot !== undefined) next = slot + 1;
    return slot;
  }

  function slotOf(csvId: string): number {
    const found = find(csvId);
    if (found !== undefined) return found;
    const slot = ids.length;
    if (slot === capacity) grow(slot + 1);
    slots.set(csvId, slot).set(sameText(csvId), slot);
    ids.push(csvId);
    return slot;
  }

  /**
   * A known user is found by their ID as it is stored and by its form. Of two active ones whose IDs look the same, rows
   * can only name one; the other stays. A removed one gives way.
   */
  function index(csvId: string, slot: number): void {
    const form = sameText(csvId);
    const other = slots.get(form);
    if (form !== csvId) slots.set(csvId, slot);
    if (other === undefined) {
      slots.set(form, slot);
      return;
    }
    hasTwins = true;
    if (has(slot, REMOVED)) return;
    const isRight = has(other, REMOVED) || form === csvId;
    if (isRight) slots.set(form, slot);
    if (!has(other, REMOVED)) mark(isRight ? other : slot, SKIPPED);
  }

  /** All that is left of IDs in records that were cut off. */
  const cutIds = new Set<string>();

  function isCutOff(slot: number): boolean {
    const id = cutIds.size > 0 ? sameText(ids[slot] ?? "") : "";
    for (let end = 1; end < id.length; end++) if (cutIds.has(id.slice(0, end))) return true;
    return false;
  }

  const has = (slot: number, flag: number): boolean => ((flags[slot] ?? 0) & flag) !== 0;
  const mark = (slot: number, flag: number): void => {
    flags[slot] = (flags[slot] ?? 0) | flag;
  };

  return {
    slotOf,
    find,
    /** To be called before any other ID is asked for; no ID comes twice. */
    addKnown(users: KnownUsers): void {
      const from = ids.length;
      grow(from + users.csvIds.length);
      for (const [at, csvId] of users.csvIds.entries()) {
        ids.push(csvId);
        flags[from + at] = KNOWN | (users.removed[at] ? REMOVED : 0) | (users.protected[at] ? PROTECTED : 0);
        index(csvId, from + at);
      }
      versions.set(users.versions, from);
      userIds.set(users.userIds, from);
      prints.set(users.prints, from * 4);
    },
    /** Marks the ID as present, and keeps the row's fingerprint to compare repeats with. */
    see(slot: number, person: Person): void {
      mark(slot, SEEN);
      rows[slot] = person.row;
      lines[slot] = person.line;
      writePrint(prints, slot, person.fingerprint);
    },
    /** The ID or the address of the user is in a row that is skipped: they are not missing. */
    skip: (slot: number): void => mark(slot, SKIPPED),
    /** Whoever has an ID that begins like this is not missing. */
    skipStarting: (cutId: string) => cutIds.add(cutId),
    /** The first row of the ID changes nothing. */
    leave: (slot: number): void => mark(slot, UNCHANGED),
    /** The first row of the ID is skipped, and that has been told. */
    refuse: (slot: number, why: Refusal): void =>
      mark(slot, SKIPPED | REFUSED | (why === "email_other_source" ? OTHER_SOURCE : 0)),
    samePrint: (slot: number, fingerprint: Fingerprint): boolean => equalsPrint(prints, slot, fingerprint),
    isKnown: (slot: number): boolean => has(slot, KNOWN),
    isActive: (slot: number): boolean => has(slot, KNOWN) && !has(slot, REMOVED),
    isSeen: (slot: number): boolean => has(slot, SEEN),
    /** The file says something of the ID, in a row that is used or not. */
    isNamed: (csvId: string): boolean => has(find(csvId) ?? -1, SEEN | SKIPPED),
    isUnchanged: (slot: number): boolean => has(slot, UNCHANGED),
    /** Why the first row of the ID is skipped; null where it is not refused. */
    refusalOf: (slot: number): Refusal | null => {
      if (!has(slot, REFUSED)) return null;
      return has(slot, OTHER_SOURCE) ? "email_other_source" : "email_manual_user";
    },
    isMissing: (slot: number): boolean => (flags[slot] ?? 0) === KNOWN && !isCutOff(slot),
    /** Missing, and not to be removed by a file: an author or admin. */
    isStaying: (slot: number): boolean => (flags[slot] ?? 0) === (KNOWN | PROTECTED),
    userIdOf: (slot: number): number => userIds[slot] ?? 0,
    versionOf: (slot: number): number => versions[slot] ?? 0,
    idOf: (slot: number): string => ids[slot] ?? "",
    rowOf: (slot: number): number => rows[slot] ?? 0,
    lineOf: (slot: number): number => lines[slot] ?? 0,
    size: (): number => ids.length,
  };
}

function enlarge<T extends { set: (from: T) => void }>(from: T, to: T): T {
  to.set(from);
  return to;
}

function writePrint(prints: Int32Array, slot: number, [a, b, c, d]: Fingerprint): void {
  const at = slot * 4;
  prints[at] = a;
  prints[at + 1] = b;
  prints[at + 2] = c;
  prints[at + 3] = d;
}

function equalsPrint(prints: Int32Array, slot: number, [a, b, c, d]: Fingerprint): boolean {
  const at = slot * 4;
  return prints[at] === a && prints[at + 1] === b && prints[at + 2] === c && prints[at + 3] === d;
}
