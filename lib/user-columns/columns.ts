import type { ColumnName, Fold, Leaf, Node } from "@/lib/user-columns/conditions";
import { findTexts, type PackedTexts, packedBytes, packTexts, textAt } from "@/lib/user-columns/packed-texts";

/**
 * A column: users have codes, codes have values. Code 0 is no value; the first codes are those of `packed`, and the values
 * follow.
 */
export type Column = {
  codes: Int32Array;
  /** Of a column of texts: what were too many values to be looked up by. */
  packed: PackedTexts | null;
  /** With so many texts that differ they are packed; infinite for what is no text. */
  packedFrom: number;
  values: (string | null)[];
  index: Map<string, number>;
  /** Characters in its values. */
  chars: number;
  usedAt: number;
};

/** Users in the order of a table, by their places; the last ones, from `nothingFrom` on, have nothing to be ordered by. */
export type Order = {
  places: Int32Array;
  nothingFrom: number;
  /** Everyone whose version is later may stand elsewhere by now. */
  version: number;
  usedAt: number;
};

/**
 * The active users of a workspace, column by column, as one snapshot of the database has them. Users have places that they
 * keep: those there were at first by their ids, later ones behind them.
 */
export type UserColumns = {
  /** The snapshot, and the server and tables that it is of, in words of the database; and when. */
  asOf: string;
  /** The first snapshot since which nothing changed. */
  changedAsOf: string;
  instance: string;
  asOfSeconds: number;
  /** Raised by every change of what is below. */
  version: number;
  ids: Float64Array;
  size: number;
  /** Ids are in order up to here. */
  sorted: number;
  later: Map<number, number>;
  isActive: Uint8Array;
  /** The version that changed the user at a place. */
  changedIn: Int32Array;
  /** Places by the version that changed them, latest last. */
  changes: { version: number; place: number }[];
  columns: Map<ColumnName, Column>;
  orders: Map<string, Order>;
  /** Users to be read again, though no snapshot says that they changed. */
  pending: Set<number>;
};

export function makeColumns(at: Pick<UserColumns, "asOf" | "instance" | "asOfSeconds">): UserColumns {
  return {
    ...at,
    changedAsOf: at.asOf,
    ...{ version: 1, size: 0, sorted: 0, ids: new Float64Array(0), isActive: new Uint8Array(0) },
    ...{ changedIn: new Int32Array(0), changes: [], later: new Map(), columns: new Map(), orders: new Map() },
    pending: new Set(),
  };
}

type ColumnOptions = { size: number; usedAt: number; packedFrom: number };

export function makeColumn(name: ColumnName, { size, usedAt, packedFrom }: ColumnOptions): Column {
  return {
    ...{ codes: new Int32Array(size), packed: null, values: [null], index: new Map(), chars: 0, usedAt },
    packedFrom: name.startsWith("text:") ? packedFrom : Number.POSITIVE_INFINITY,
  };
}

/** The code of a value, which may be new. */
function codeOf(column: Column, value: string | null): number {
  if (value === null) return 0;
  const { packed, values, index } = column;
  const known = index.get(value);
  if (known !== undefined) return known;
  const code = (packed?.size ?? 0) + values.length;
  index.set(value, code);
  column.chars += value.length;
  values.push(value);
  if (values.length > column.packedFrom) packValues(column);
  return code;
}

/** Codes stay what they were; no text of them is known by its code any more. */
export function packValues(column: Column): void {
  const texts = column.values.flatMap((value) => value ?? []);
  column.packed = packTexts(column.packed, texts);
  column.values = [null];
  column.index = new Map();
  column.chars = 0;
}

/** Values that differ, each of which is asked whether a condition holds: a column of more is not worth it. */
const VALUES_MAX = 250_000;

/** Whether it is not worth its memory: too many values that differ, or too many texts that no longer occur. */
export function isTooLarge({ packedFrom, packed, values }: Column, users: number): boolean {
  const isText = packedFrom < Number.POSITIVE_INFINITY;
  return isText ? (packed?.size ?? 0) > 2 * users + VALUES_MAX : values.length > VALUES_MAX;
}

/** Where a user is; undefined for one it does not have. */
export function placeOf({ ids, sorted, later }: UserColumns, id: number): number | undefined {
  let [low, high] = [0, sorted];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ids[middle] ?? 0) < id) low = middle + 1;
    else high = middle;
  }
  return low < sorted && ids[low] === id ? low : later.get(id);
}

/** Adds an active user; gives their place. Room is made for many at a time. */
export function addUser(users: UserColumns, id: number): number {
  const place = users.size++;
  if (place >= users.ids.length) {
    const room = Math.ceil(place * 1.1) + 1_000;
    users.ids = grown(users.ids, new Float64Array(room));
    users.isActive = grown(users.isActive, new Uint8Array(room));
    users.changedIn = grown(users.changedIn, new Int32Array(room));
  }
  users.ids[place] = id;
  users.isActive[place] = 1;
  return place;
}

/** Gives the user at a place a value. */
export function setValue(column: Column, place: number, value: string | null): void {
  if (place >= column.codes.length)
    column.codes = grown(column.codes, new Int32Array(Math.ceil(place * 1.1) + 1_000));
  column.codes[place] = codeOf(column, value);
}

function grown<T extends Float64Array | Int32Array | Uint8Array>(from: T, to: T): T {
  to.set(from);
  return to;
}

/** A user as the database has them now; `values` in the order of `names`, null when they are not active. */
export type ChangedUser = { id: number; values: readonly (string | null)[] | null };

/** Brings users up to date: one more version. */
export function applyChanges(
  users: UserColumns,
  names: readonly ColumnName[],
  changed: readonly ChangedUser[],
): void {
  const version = ++users.version;
  for (const { id, values } of changed) {
    users.pending.delete(id);
    const known = placeOf(users, id);
    if (known === undefined && values === null) continue;
    const place = known ?? addUser(users, id);
    if (known === undefined) users.later.set(id, place);
    users.isActive[place] = values === null ? 0 : 1;
    users.changedIn[place] = version;
    users.changes.push({ version, place });
    for (const [at, name] of names.entries()) {
      const column = users.columns.get(name);
      if (column) setValue(column, place, values?.[at] ?? null);
    }
  }
  for (const [name, column] of users.columns) if (isTooLarge(column, users.size)) users.columns.delete(name);
}

/** 1 for each place whose user is active and answers to a condition, 0 for the others. */
export function matching(users: UserColumns, node: Node, fold: Fold): Uint8Array {
  const matches = answers(users, node, fold);
  const { isActive, size } = users;
  for (let place = 0; place < size; place++) matches[place] = (matches[place] ?? 0) & (isActive[place] ?? 0);
  return matches;
}

function answers(users: UserColumns, node: Node, fold: Fold): Uint8Array {
  const { size } = users;
  if ("column" in node) {
    const column = users.columns.get(node.column);
    if (!column) throw new Error(`No column ${node.column}.`);
    const holds = holdsFor(column, node, fold);
    const found = new Uint8Array(size);
    const { codes } = column;
    for (let place = 0; place < size; place++) found[place] = holds[codes[place] ?? 0] ?? 0;
    return found;
  }
  if ("not" in node) {
    const found = answers(users, node.not, fold);
    for (let place = 0; place < size; place++) found[place] = (found[place] ?? 0) ^ 1;
    return found;
  }
  const isAll = "all" in node;
  const found = new Uint8Array(size).fill(isAll ? 1 : 0);
  for (const part of isAll ? node.all : node.any) {
    const other = answers(users, part, fold);
    if (isAll)
      for (let place = 0; place < size; place++) found[place] = (found[place] ?? 0) & (other[place] ?? 0);
    else for (let place = 0; place < size; place++) found[place] = (found[place] ?? 0) | (other[place] ?? 0);
  }
  return found;
}

/** 1 for each code whose value answers to a comparison. */
function holdsFor({ packed, values }: Column, { holds, search }: Leaf, fold: Fold): Uint8Array {
  const before = packed?.size ?? 0;
  const found = new Uint8Array(before + values.length);
  found[0] = holds(null, fold) ? 1 : 0;
  for (let at = 1; at < values.length; at++) found[before + at] = holds(values[at] ?? null, fold) ? 1 : 0;
  if (packed && search) findTexts(packed, { ...search, text: fold(search.text) }, found, 1);
  else if (packed)
    for (let at = 0; at < before; at++) found[at + 1] = holds(textAt(packed, at), fold) ? 1 : 0;
  return found;
}

export function countOf(matches: Uint8Array): number {
  let count = 0;
  for (const match of matches) if (match !== 0) count++;
  return count;
}

const VALUE_BYTES = 80;

/** About how much memory a column takes, in bytes. */
export function columnBytes({ codes, packed, values, chars }: Column): number {
  return codes.byteLength + (packed ? packedBytes(packed) : 0) + values.length * VALUE_BYTES + chars * 2;
}

export function bytesOf(users: UserColumns): number {
  const { ids, isActive, changedIn, changes, later } = users;
  let bytes =
    ids.byteLength + isActive.byteLength + changedIn.byteLength + changes.length * 40 + later.size * 60;
  for (const column of users.columns.values()) bytes += columnBytes(column);
  for (const { places } of users.orders.values()) bytes += places.byteLength;
  return bytes;
}
