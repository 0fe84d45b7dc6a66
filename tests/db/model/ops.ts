import fc from "fast-check";
import { type File, LEVELS, type Looks, type Mode, type Role, type Row, type SyncName, TEAMS } from "./model";
import type { What } from "./runs";

/** How a worker fares with a run: none of it may show in what comes out. */
export type How = "plain" | "twice" | "at once" | "half" | "lost";

export type Hold = "nothing" | "preview" | "removals";

/**
 * What is decided at once about a plan that waits; null leaves it waiting. `ticks` are bits for the lines to tick, `same`
 * for the new IDs that are people known before; without it these are left as the plan has them.
 */
export type Next = { what: What; ticks: number; same?: number } | null;

/** `nth` picks among what there is, whatever its number. */
export type Op =
  | { do: "file"; sync: SyncName; file: File; mode: Mode; hold: Hold; next: Next; how: How; reKey?: boolean }
  | { do: "same bytes"; sync: SyncName; how: How }
  | { do: "decide"; nth: number; what: What; ticks: number; same?: number; how: How }
  | { do: "undo"; nth: number; next: Next; how: How }
  | { do: "broken file"; sync: SyncName; fault: "open quote" | "no mobile" | "no rows" | "cancelled" }
  | { do: "edit"; nth: number; change: Partial<Looks> & { role?: Role } }
  | { do: "remove or restore"; nth: number }
  | { do: "add"; looks: Looks; role: Role }
  | { do: "levels"; levels: readonly string[] }
  | { do: "delete the field Team" };

const IDS = ["1", "2", "é 3", "4", "5", "6"];
const LETTERS = ["a", "b", "c", "d", "e"];
const addresses = LETTERS.map((letter) => `${letter}@x.io`);

const pick = <const T>(...values: T[]) => fc.constantFrom(...values);
const often = <T>(usual: T, ...rare: T[]) =>
  fc.oneof({ weight: 8, arbitrary: fc.constant(usual) }, { weight: 2, arbitrary: pick(...rare) });

const sync = pick<SyncName>("A", "B");
const nth = fc.nat(11);
const latest = often(0, 1, 2, 3, 4);
const role = often<Role>("participant", "author", "admin");
const how = fc.oneof(
  { weight: 3, arbitrary: fc.constant<How>("plain") },
  { weight: 2, arbitrary: pick<How>("twice", "at once", "half", "lost") },
);
const first = pick("Ann", "Bob", "Jörg", "");
const team = pick("", ...TEAMS);
const names = { first, last: pick("", "Lee"), mobile: pick("", "+1"), team };
const address = pick(...addresses, "A@x.io");

/** People with IDs and addresses of their own, in any order: swaps and reuses happen by themselves. */
const tidyRows = fc
  .tuple(
    fc.shuffledSubarray(IDS, { minLength: 2, maxLength: addresses.length }),
    fc.shuffledSubarray(addresses, { minLength: addresses.length }),
  )
  .chain(([ids, emails]) =>
    fc.tuple(
      ...ids.map((id, at) =>
        fc.record({
          id: fc.constant(id),
          email: often(emails[at] ?? "", (emails[at] ?? "").toUpperCase().replace("X.IO", "x.io")),
          ...names,
          level: often<string>("Junior", "Very Sénior", "", "Wizard", "JUNIOR"),
          fewCells: fc.constant(false),
          spelling: often(0, 1, 2, 3),
        }),
      ),
    ),
  );

/** What is wrong with a file: rows that can't be used, and rows like others. */
const faults = fc.array(
  fc.record({
    at: fc.nat(4),
    fault: pick<Partial<Row> | "again" | "again, other" | "joined">(
      { email: "a(at)x.io" },
      { email: "" },
      { id: "" },
      { id: "NULL" },
      { id: "4E+11" },
      { fewCells: true },
      { alsoNames: "b@x.io" },
      "joined",
      "again",
      "again, other",
    ),
    change: fc.oneof(
      fc.record({ email: address }),
      fc.record({ first: pick("Zoe") }),
      fc.record({ id: pick(...IDS) }),
    ),
  }),
  { maxLength: 3 },
);

const file: fc.Arbitrary<File> = fc
  .record({
    rows: tidyRows,
    faults: fc.oneof({ weight: 2, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: faults }),
    hasTeam: often(true, false),
    hasLevel: often(true, false),
    idFirst: often(true, false),
  })
  .map(({ rows, faults, ...rest }) => {
    let all: Row[] = rows;
    for (const fault of faults) all = withFault(all, fault);
    return { ...rest, rows: all };
  });

function withFault(rows: Row[], { at, fault, change }: { at: number; fault: unknown; change: Partial<Row> }) {
  const row = rows[at % Math.max(1, rows.length)];
  if (!row || row.fewCells || row.alsoNames || row.joined) return rows;
  const other = typeof fault === "object" ? { ...row, ...fault } : row;
  if (fault === "again") return [...rows, { ...row, spelling: at }];
  if (fault === "joined") return withJoined(rows, row);
  if (fault === "again, other") return [...rows, { ...row, ...change }];
  return at === 4 ? [...rows, other] : rows.map((each) => (each === row ? other : each));
}

/** The line break behind `row` is lost. */
function withJoined(rows: Row[], row: Row): Row[] {
  const next = rows[rows.indexOf(row) + 1];
  if (!next || next.fewCells || next.alsoNames || next.joined || !IDS.includes(next.id)) return rows;
  return rows.filter((each) => each !== next).map((each) => (each === row ? { ...row, joined: next } : each));
}

const what = pick<What>("all", "all", "all", "creates_and_updates", "ticked", "ticked", "discard");
const same = fc.option(fc.nat(255), { freq: 2, nil: undefined });
const next = fc.option(fc.record({ what, ticks: fc.nat(255), same }), { freq: 2, nil: null });
const hold = pick<Hold>("nothing", "nothing", "preview", "removals");
const mode = often<Mode>("complete", "add_and_update");

const byHand: fc.Arbitrary<Op> = fc.oneof(
  fc.record({ do: pick("edit"), nth: latest, change: changeOf() }),
  fc.record({ do: pick("remove or restore"), nth: fc.oneof(latest, nth) }),
  fc.record({
    do: pick("add"),
    looks: fc.record({ email: address, ...names, level: pick("", "Junior") }),
    role,
  }),
);
const fault = pick("open quote", "no mobile", "no rows", "cancelled");

export const fileOp = fc.record({
  do: pick("file"),
  sync,
  file,
  mode,
  hold,
  next,
  how,
  reKey: often(true, false),
});

/** Options come and go; a field that is gone stays away. */
const ofFields: fc.Arbitrary<Op> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: pick("levels"), levels: fc.subarray(LEVELS, { minLength: 1 }) }) },
  { weight: 1, arbitrary: fc.record({ do: pick("delete the field Team") }) },
);

type Often = { files: number; decisions: number; undos: number; edits: number };

/** Sequences in which some operations are more frequent than others. */
export function sequencesOf(often: Often, { minLength, maxLength } = { minLength: 4, maxLength: 12 }) {
  const op: fc.Arbitrary<Op> = fc.oneof(
    { weight: often.files, arbitrary: fileOp },
    {
      weight: often.decisions,
      arbitrary: fc.record({ do: pick("decide"), nth, what, ticks: fc.nat(255), same, how }),
    },
    { weight: often.undos, arbitrary: fc.record({ do: pick("undo"), nth: latest, next, how }) },
    { weight: often.edits, arbitrary: byHand },
    { weight: 2, arbitrary: fc.record({ do: pick("same bytes"), sync, how }) },
    { weight: 1, arbitrary: fc.record({ do: pick("broken file"), sync, fault }) },
    { weight: 2, arbitrary: ofFields },
  );
  return fc.array(op, { minLength, maxLength, size: "max" });
}

function changeOf(): fc.Arbitrary<Partial<Looks> & { role?: Role }> {
  const looks = { first: pick("Eve", "Ann", ""), last: pick("", "Lee", "Ray"), mobile: pick("", "+2"), team };
  return fc.oneof(
    { weight: 3, arbitrary: fc.record(looks, { requiredKeys: ["first"] }) },
    { weight: 2, arbitrary: fc.record({ email: address }) },
    { weight: 1, arbitrary: fc.record({ role: pick<Role>("participant", "author", "admin") }) },
  );
}

/** The operation as a person would say it. */
export function tell(op: Op): string {
  if (op.do === "file") {
    const rows = op.file.rows.map((row) => (row.fewCells ? `${row.id},…` : lineOf(row, op.file)));
    return `file of ${op.sync}, ${op.mode}, holds ${op.hold}${op.reKey ? " and new IDs of known people" : ""}, then ${op.next?.what ?? "nothing"} ${op.next?.same ?? ""}, ${op.how}: ${headerOf(op.file).join(",")} / ${rows.join(" / ")}`;
  }
  const { do: verb, ...rest } = op;
  return `${verb} ${JSON.stringify(rest)}`;
}

export function headerOf({ hasTeam, hasLevel, idFirst }: File): string[] {
  const rest = ["Email", "First name", "Last name", "Mobile"];
  const fields = [...(hasTeam ? ["Team"] : []), ...(hasLevel ? ["Level"] : [])];
  return idFirst ? ["ID", ...rest, ...fields] : [...rest, "ID", ...fields];
}

function cellsOf({ id, email, first, last, mobile, team, level }: Row, { hasTeam, hasLevel, idFirst }: File) {
  const rest = [email, first, last, mobile];
  const fields = [...(hasTeam ? [team] : []), ...(hasLevel ? [level] : [])];
  return idFirst ? [id, ...rest, ...fields] : [...rest, id, ...fields];
}

function lineOf(row: Row, file: File): string {
  const cells = cellsOf({ ...row, ...spelledRow(row) }, file);
  const line = [
    ...(row.fewCells ? cells.slice(0, -1) : cells),
    ...(row.alsoNames ? [row.alsoNames] : []),
  ].join(",");
  return row.joined ? line + lineOf({ ...row.joined, fewCells: false }, file) : line;
}

export function csvOf(file: File): string {
  return `${[headerOf(file).join(","), ...file.rows.map((row) => lineOf(row, file))].join("\n")}\n`;
}

/** The row as another system writes it; 0 is as it is written here. */
function spelledRow({
  id,
  email,
  first,
  last,
  mobile,
  team,
  level,
  spelling = 0,
}: Row): Looks & { id: string } {
  const [text, word] = SPELLINGS[spelling % SPELLINGS.length] ?? SPELLINGS[0];
  const looks = {
    email: text(email),
    first: text(first),
    last: text(last),
    mobile: text(mobile),
    team: text(team),
  };
  return { ...looks, id: word(id), level: word(level) };
}

type Spelling = (text: string) => string;
const around =
  (before: string, after: string): Spelling =>
  (text) =>
    text && before + text.normalize("NFD") + after;
/** How texts are written, and how what is compared is: IDs and options. */
const SPELLINGS: [[Spelling, Spelling], ...[Spelling, Spelling][]] = [
  [(text) => text, (text) => text],
  [around("", ""), around("", "")],
  [around("\u00a0", "\u200b"), (text) => text.replace(" ", "\u00a0 ")],
  [around("\u2060", "\u3000"), (text) => text && `${text.slice(0, 1)}\u200b${text.slice(1)}\ufeff`],
];
