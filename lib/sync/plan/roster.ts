import type { KnownUser, Person } from "@/lib/sync/types";

const KNOWN = 1;
const REMOVED = 2;
const PROTECTED = 4;
const SEEN = 8;
const SKIPPED = 16;

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
  let prints = new Uint32Array(capacity * 4);

  function grow(): void {
    capacity *= 2;
    flags = enlarge(flags, new Uint8Array(capacity));
    rows = enlarge(rows, new Int32Array(capacity));
    lines = enlarge(lines, new Int32Array(capacity));
    versions = enlarge(versions, new Int32Array(capacity));
    userIds = enlarge(userIds, new Float64Array(capacity));
    prints = enlarge(prints, new Uint32Array(capacity * 4));
  }

  function slotOf(csvId: string): number {
    const found = slots.get(csvId);
    if (found !== undefined) return found;
    const slot = slots.size;
    if (slot === capacity) grow();
    slots.set(csvId, slot);
    ids.push(csvId);
    return slot;
  }

  const has = (slot: number, flag: number): boolean => ((flags[slot] ?? 0) & flag) !== 0;
  const mark = (slot: number, flag: number): void => {
    flags[slot] = (flags[slot] ?? 0) | flag;
  };

  return {
    slotOf,
    find: (csvId: string): number | undefined => slots.get(csvId),
    addKnown(user: KnownUser): void {
      const slot = slotOf(user.csvId);
      mark(slot, KNOWN | (user.removed ? REMOVED : 0) | (user.protected ? PROTECTED : 0));
      versions[slot] = user.version;
      userIds[slot] = user.userId;
      if (user.fingerprint) writePrint(prints, slot, user.fingerprint);
    },
    /** Marks the ID as present, and keeps the row's fingerprint to compare repeats with. */
    see(slot: number, person: Person): void {
      mark(slot, SEEN);
      rows[slot] = person.row;
      lines[slot] = person.line;
      writePrint(prints, slot, person.fingerprint);
    },
    /** The ID stands in a row that is skipped: its user stays as it is. */
    skip: (slot: number): void => mark(slot, SKIPPED),
    samePrint: (slot: number, fingerprint: string): boolean => equalsPrint(prints, slot, fingerprint),
    isKnown: (slot: number): boolean => has(slot, KNOWN),
    isActive: (slot: number): boolean => has(slot, KNOWN) && !has(slot, REMOVED),
    isSeen: (slot: number): boolean => has(slot, SEEN),
    isSkipped: (slot: number): boolean => has(slot, SKIPPED),
    isMissing: (slot: number): boolean => (flags[slot] ?? 0) === KNOWN,
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

function writePrint(prints: Uint32Array, slot: number, fingerprint: string): void {
  for (let part = 0; part < 4; part++) prints[slot * 4 + part] = partOf(fingerprint, part);
}

function equalsPrint(prints: Uint32Array, slot: number, fingerprint: string): boolean {
  for (let part = 0; part < 4; part++) {
    if (prints[slot * 4 + part] !== partOf(fingerprint, part)) return false;
  }
  return true;
}

function partOf(fingerprint: string, part: number): number {
  return Number.parseInt(fingerprint.slice(part * 8, part * 8 + 8), 16);
}
