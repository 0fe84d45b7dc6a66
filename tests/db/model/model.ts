import { findKnown, type Match } from "./known";

/** The rules of a sync in their plainest form: lists and loops over a handful of people, to hold the product against. */

export type SyncName = "A" | "B";
export type Role = "participant" | "author" | "admin";
export type Mode = "complete" | "add_and_update";

/** What a user looks like; an empty text is no value. */
export type Looks = {
  email: string;
  first: string;
  last: string;
  mobile: string;
  team: string;
  level: string;
};

/** `id` is the product's, learned when it has made the user. `touched` counts every write. */
/** `goneAt`: when they were last removed, on the clock of the log. */
export type User = {
  goneAt: number;
  key: number;
  id: number | null;
  sync: SyncName | null;
  csvId: string | null;
  looks: Looks;
  role: Role;
  active: boolean;
  touched: number;
};

/**
 * `alsoNames`: one cell too many, with an address. `joined`: the row that follows on the same line, as its line break is
 * lost. `spelling`: how it is written, which must not matter, see `spelled`.
 */
export type Row = Looks & {
  id: string;
  fewCells: boolean;
  alsoNames?: string;
  joined?: Looks & { id: string };
  spelling?: number;
};

export type File = { rows: Row[]; hasTeam: boolean; hasLevel: boolean; idFirst: boolean };

export type Whose = { sync: SyncName | null; csvId: string | null };

export type Line = {
  kind: "create" | "update" | "remove" | "restore" | "relink";
  status: "planned" | "waiting" | "stale" | "left_out" | "kept";
  csvId: string;
  /** The user's key; null for one to be created, until it is. */
  user: number | null;
  touched: number;
  before: Looks | null;
  after: Looks | null;
  /** The ID of the line that frees the address this one takes. */
  needs: string | null;
  /** Whose the user is before and after, and under which ID; null where that stays. */
  whose: { from: Whose; to: Whose } | null;
  isReal: boolean;
  /** Whether somebody decided against it; one that is left to another plan is left out as well. */
  isDiscarded?: true;
};

export type Tally = { read: number; unchanged: number; skipped: number; warnings: number };
export type Plan = { lines: Line[]; matches: Match[]; tally: Tally; holdsRemovals: boolean };

export const LEVELS = ["Junior", "Very Sénior"];
export const TEAMS = ["Red", "Blue"];
export const PARTS = ["email", "first", "last", "mobile", "team", "level"] as const;
/** B takes over users added by hand, and keeps a team where its cell is blank. */
const LINKS = { A: false, B: true };
const KEEPS_BLANK_TEAM = { A: false, B: true };

export type Person = { id: string; looks: Partial<Looks> & { email: string } };
/** `id`: null where it can't be read. `names`: IDs and addresses in a row that can't be used. */
type Read = { id: string | null; person: Person | null; warnings: number; names: string[] };

export const sameKey = (a: string, b: string) => a.toLowerCase() === b.toLowerCase();
export const sameLooks = (a: Looks, b: Looks) => PARTS.every((part) => a[part] === b[part]);

/** The levels that there are, and whether a profile field is filled by the column Team. */
export type Fields = { levels: readonly string[]; hasTeamField: boolean };

function readRow(row: Row, file: File, sync: SyncName, { levels, hasTeamField }: Fields): Read {
  const names = [row.id, row.email, row.alsoNames ?? "", row.joined?.id ?? "", row.joined?.email ?? ""];
  const skipped = (id: string) => ({ id: canBeId(id) ? id : null, person: null, warnings: 0, names });
  if (row.fewCells) {
    const isIdCutOff = !file.idFirst && !file.hasTeam && !file.hasLevel;
    return { ...skipped(file.idFirst ? row.id : ""), names: isIdCutOff ? [row.email] : names };
  }
  if (row.alsoNames || row.joined) return skipped(file.idFirst ? row.id : "");
  if (!row.email || !canBeId(row.id)) return skipped(row.id);
  if (!/^\w+@x\.io$/.test(row.email)) return skipped(row.id);
  const { email, first, last, mobile } = row;
  const looks: Person["looks"] = { email, first, last, mobile };
  if (file.hasTeam && hasTeamField && (row.team || !KEEPS_BLANK_TEAM[sync])) looks.team = row.team;
  const isKnown = row.level === "" || levels.includes(row.level);
  if (file.hasLevel && isKnown) looks.level = row.level;
  return {
    id: row.id,
    person: { id: row.id, looks },
    warnings: file.hasLevel && !isKnown ? 1 : 0,
    names: [],
  };
}

/** What spreadsheets and databases leave where an ID was says nothing of who it is. */
function canBeId(id: string): boolean {
  return id !== "" && !["NULL", "#N/A", "4E+11"].includes(id);
}

/** A row with neither ID nor address is no person's: it is dropped before anything else. */
function isNobody(row: Row, file: File): boolean {
  if (row.alsoNames || row.joined) return false;
  return !row.id && !row.email && (!row.fewCells || file.idFirst);
}

type Asked = { sync: SyncName; file: File; mode: Mode; guardsRemovals: boolean; looksForKnown: boolean };

/** What a file would change. */
export function planFile(
  { users, ...fields }: Fields & { users: readonly User[] },
  { sync, file, mode, guardsRemovals, looksForKnown }: Asked,
): Plan {
  const rows = file.rows.filter((row) => !isNobody(row, file));
  const reads = rows.map((row) => readRow(row, file, sync, fields));
  const present = new Set(reads.flatMap((read) => [...(read.id ? [read.id] : []), ...read.names]));
  // A column that fills nothing is told once.
  let warnings = file.hasTeam && !fields.hasTeamField ? 1 : 0;
  let skippedRows = reads.filter((read) => !read.person).length;

  // Two identical rows are one row and a warning.
  const persons: Person[] = [];
  for (const { person, warnings: told } of reads) {
    if (!person) continue;
    const first = persons.find((other) => other.id === person.id);
    if (first && JSON.stringify(first) === JSON.stringify(person)) {
      warnings += 1;
      continue;
    }
    warnings += told;
    persons.push(person);
  }

  // Different rows of one ID, and rows of different IDs with one address, are all errors.
  const clashes = (a: Person) =>
    persons.some((b) => b !== a && (b.id === a.id || sameKey(b.looks.email, a.looks.email)));
  const bad = new Set(persons.filter(clashes).map(({ id }) => id));
  skippedRows += persons.filter(({ id }) => bad.has(id)).length;
  for (const person of persons) if (bad.has(person.id)) present.add(person.looks.email);

  const owned = users.filter((user) => user.sync === sync);
  let unchanged = 0;
  let lines: Line[] = [];
  for (const person of persons) {
    if (bad.has(person.id)) continue;
    const user = owned.find(({ csvId }) => csvId === person.id);
    const holder = users.find((other) => other.active && sameKey(other.looks.email, person.looks.email));
    const other = holder === user ? undefined : holder;
    if (user?.active && sameLooks(user.looks, { ...user.looks, ...person.looks })) unchanged += 1;
    else if (!other || other.sync === sync) {
      const kind = !user ? "create" : user.active ? "update" : "restore";
      lines.push(lineOf(kind, person.id, user ?? null, person.looks, other?.csvId ?? null));
    } else if (other.sync === null && LINKS[sync] && other.role === "participant" && !user) {
      const whose = { from: { sync: null, csvId: null }, to: { sync, csvId: person.id } };
      lines.push({ ...lineOf("relink", person.id, other, person.looks, null), whose });
    } else {
      skippedRows += 1;
    }
  }

  // Whoever has an ID or an address that is in a row which can't be used is not missing.
  const isPresent = ({ csvId, looks }: User) =>
    present.has(csvId ?? "") || [...present].some((name) => sameKey(name, looks.email));
  const leaves = (user: User) =>
    mode === "complete" && user.active && user.role === "participant" && !isPresent(user);
  const removals = owned.filter(leaves).map((user) => lineOf("remove", user.csvId ?? "", user, null, null));

  // Nobody takes an address from someone who stays as they are, and so on down the chain.
  const goes = (id: string) => [...lines, ...removals].some(({ csvId }) => csvId === id);
  for (;;) {
    const stuck = lines.find(({ needs }) => needs !== null && !goes(needs));
    if (!stuck) break;
    lines = lines.filter((line) => line !== stuck);
    present.add(stuck.after?.email ?? "");
    skippedRows += 1;
  }

  const isOfOthers = (email: string) =>
    users.some((user) => user.active && user.sync !== sync && sameKey(user.looks.email, email));
  // An author or admin who is not in the file stays, and is told of.
  const stays = (user: User) => user.active && user.role !== "participant" && !isPresent(user);
  if (mode === "complete") warnings += owned.filter(stays).length;
  const hasUnreadable = rows.some(
    (row, at) => reads[at]?.id === null && (!isWhole(row) || row.id !== "" || !isOfOthers(row.email)),
  );
  const all = [...lines, ...removals];
  const ids = new Set(reads.flatMap(({ id, names }) => [id ?? "", ...names]));
  const known = looksForKnown ? findKnown(users, { sync, persons, lines: all, ids }) : [];
  const matches = known.map(({ line, user, removal, isSame }): Match => {
    const same = lineOf(
      removal ? "relink" : "restore",
      line.csvId,
      user,
      partsOf(persons, line.csvId),
      removal ? null : line.needs,
    );
    const whose = { from: { sync: user.sync, csvId: user.csvId }, to: { sync, csvId: line.csvId } };
    return { isSame, same: { ...same, whose }, other: line, removal };
  });
  const isReplaced = (line: Line) =>
    matches.some(({ isSame, other, removal }) => isSame && (line === other || line === removal));
  return {
    lines: [
      ...all.filter((line) => !isReplaced(line)),
      ...matches.flatMap(({ isSame, same }) => (isSame ? [same] : [])),
    ],
    matches,
    tally: { read: reads.length, unchanged, skipped: skippedRows, warnings },
    holdsRemovals: removals.length > 0 && (guardsRemovals || hasUnreadable),
  };
}

const partsOf = (persons: readonly Person[], id: string) =>
  persons.find((person) => person.id === id)?.looks ?? null;

const isWhole = ({ fewCells, alsoNames, joined }: Row) => !fewCells && !alsoNames && !joined;

const NOBODY: Looks = { email: "", first: "", last: "", mobile: "", team: "", level: "" };

function lineOf(
  kind: Line["kind"],
  csvId: string,
  user: User | null,
  looks: Partial<Looks> | null,
  needs: string | null,
): Line {
  const after = looks && { ...(user?.looks ?? NOBODY), ...looks };
  const about = { user: user?.key ?? null, touched: user?.touched ?? 0, before: user?.looks ?? null };
  return { kind, csvId, ...about, after, needs, status: "planned", whose: null, isReal: false };
}

/** Those of `lines` that take an address which only one of `out` frees, and so on. With `out` themselves. */
export function withDependents(lines: readonly Line[], out: readonly Line[]): Set<Line> {
  const all = new Set(out);
  for (;;) {
    const next = lines.find((line) => !all.has(line) && [...all].some(({ csvId }) => csvId === line.needs));
    if (!next) return all;
    all.add(next);
  }
}

/** The users as they are once `lines` are real, or null where two of them would have one address. */
export function applyLines(
  users: readonly User[],
  lines: readonly Line[],
  { sync, now }: { sync: SyncName; now: number },
): User[] | null {
  const after = users.map((user) => ({ ...user }));
  for (const line of lines) {
    if (line.kind === "create") {
      const key = Math.max(0, ...after.map((user) => user.key)) + 1;
      const looks = line.after ?? NOBODY;
      const rest = { id: null, role: "participant", active: true, touched: 0, goneAt: 0 } as const;
      after.push({ key, sync, csvId: line.csvId, looks, ...rest });
      continue;
    }
    const user = after.find(({ key }) => key === line.user);
    if (!user) continue;
    user.touched += 1;
    user.active = line.kind !== "remove";
    if (!user.active) user.goneAt = now;
    if (line.after) user.looks = line.after;
    if (line.whose) Object.assign(user, line.whose.to);
  }
  return isUnique(after) ? after : null;
}

/** No two active users share an address, and no two users of a sync an ID. */
export function isUnique(users: readonly User[]): boolean {
  const keys = users.filter(({ active }) => active).map(({ looks }) => looks.email.toLowerCase());
  const ids = users.filter(({ sync }) => sync).map(({ sync, csvId }) => `${sync}#${csvId}`);
  return new Set(keys).size === keys.length && new Set(ids).size === ids.length;
}
