import type { ColumnName, Fold, Node } from "@/lib/user-columns/conditions";

/** A column: users have codes, codes have values. Code 0 is no value. */
export type Column = {
  codes: Int32Array;
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

export function makeColumn(size: number, usedAt: number): Column {
  return { codes: new Int32Array(size), values: [null], index: new Map(), chars: 0, usedAt };
}

/** The code of a value, which may be new. */
export function codeOf(column: Column, value: string | null): number {
  if (value === null) return 0;
  const known = column.index.get(value);
  if (known !== undefined) return known;
  column.index.set(value, column.values.length);
  column.chars += value.length;
  return column.values.push(value) - 1;
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
    const holds = Uint8Array.from(column.values, (value) => (node.holds(value, fold) ? 1 : 0));
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

export function countOf(matches: Uint8Array): number {
  let count = 0;
  for (const match of matches) if (match !== 0) count++;
  return count;
}

const VALUE_BYTES = 80;

/** About how much memory a column takes, in bytes. */
export function columnBytes({ codes, values, chars }: Column): number {
  return codes.byteLength + values.length * VALUE_BYTES + chars * 2;
}

export function bytesOf(users: UserColumns): number {
  const { ids, isActive, changedIn, changes, later } = users;
  let bytes =
    ids.byteLength + isActive.byteLength + changedIn.byteLength + changes.length * 40 + later.size * 60;
  for (const column of users.columns.values()) bytes += columnBytes(column);
  for (const { places } of users.orders.values()) bytes += places.byteLength;
  return bytes;
}
