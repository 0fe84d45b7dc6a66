import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { testDb } from "../../support/db";
import { NO_GUARDS } from "../../support/pipeline";
import { type Decision, mintTwin, night, type Twin, usersOf } from "./twins";

type Person = { id: string; email: string; first: string; last: string; level: string; unit: string };

const HEADER = "ID,Email,First name,Last name,Mobile,Level,Unit";
const person = (n: number): Person => ({
  id: `E${100 + n}`,
  email: `p${n}@x.io`,
  first: `F${n}`,
  last: n % 9 === 0 ? "" : `L${n % 5}`,
  level: n % 2 ? "Low" : "High",
  unit: "",
});
const cell = (text: string) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
const lineOf = ({ id, email, first, last, level, unit }: Person) =>
  [id, email, first, last, "", level, unit].map(cell).join(",");

/** What a night does to a file: to the row in a place, by some number. */
const EDITS = {
  rename: (rows, at, n) => change(rows, at, { first: `N${n}` }),
  leave: (rows, at) => rows.toSpliced(at % Math.max(1, rows.length), 1),
  leaveMany: (rows, at) => rows.toSpliced(at % Math.max(1, rows.length), 4),
  join: (rows, at, n) => rows.toSpliced(at, 0, lineOf(person(200 + n))),
  address: (rows, at, n) => change(rows, at, { email: `moved${n}@x.io` }),
  swap: (rows, at, n) => {
    const [a, b] = [read(rows, at), read(rows, n)];
    return a && b ? change(change(rows, at, { email: b.email }), n, { email: a.email }) : rows;
  },
  takeAddress: (rows, at, n) => change(rows, at, { email: read(rows, n)?.email ?? "p1@x.io" }),
  takeId: (rows, at, n) => change(rows, at, { id: read(rows, n)?.id ?? "E101" }),
  newId: (rows, at, n) => change(rows, at, { id: `R${n}` }),
  twice: (rows, at) => [...rows, rows[at % Math.max(1, rows.length)] ?? ""],
  alike: (rows, at) => [...rows, (rows[at % Math.max(1, rows.length)] ?? "").replace(/,([^,]*)$/, ',"$1"')],
  badEmail: (rows, at) => change(rows, at, { email: "not an address" }),
  noId: (rows, at) => change(rows, at, { id: "" }),
  longer: (rows, at) =>
    rows.with(at % Math.max(1, rows.length), `${rows[at % Math.max(1, rows.length)] ?? ""},more`),
  unknown: (rows, at) => change(rows, at, { level: "Middle" }),
  blank: (rows, at) => rows.toSpliced(at, 0, ""),
  nobody: (rows, at) => rows.toSpliced(at, 0, ",,,,,,", ",,Total,12,,,"),
  lines: (rows, at) => change(rows, at, { unit: 'one\ntwo "three"' }),
  marked: (rows, at) => change(rows, at, { first: "Tom &amp; Ann" }),
  encoded: (rows, at, n) => change(change(rows, at, { unit: "JÃ¶rg" }), n, { unit: "BjÃ¶rn" }),
  turned: (rows) => rows.toReversed(),
  windows: (rows, at) =>
    rows.with(at % Math.max(1, rows.length), `${rows[at % Math.max(1, rows.length)] ?? ""}\r`),
  stray: (rows, at) =>
    change(rows, at, { first: 'O"Brien' }).map((row) => row.replace('"O""Brien"', 'O"Brien')),
} satisfies Record<string, (rows: string[], at: number, n: number) => string[]>;

function read(rows: readonly string[], at: number): Person | null {
  const row = rows[at % Math.max(1, rows.length)] ?? "";
  const cells = row.split(",");
  if (cells.length !== 7 || row.includes('"')) return null;
  const [id = "", email = "", first = "", last = "", , level = "", unit = ""] = cells;
  return { id, email, first, last, level, unit };
}

function change(rows: string[], at: number, to: Partial<Person>): string[] {
  const now = read(rows, at);
  return now ? rows.with(at % rows.length, lineOf({ ...now, ...to })) : rows;
}

/** What people do to users between two nights. */
const HANDS = {
  none: () => null,
  edit: (id: string) =>
    `update users set first_name = 'By hand', fingerprint = null, edited_since_sync = true, version = version + 1 where ${id}`,
  remove: (id: string) =>
    `update users set state = 'removed', removed_at = now(), edited_since_sync = true, version = version + 1 where ${id} and role = 'participant'`,
  promote: (id: string) => `update users set role = 'admin', version = version + 1 where ${id}`,
  erase: (id: string) => `delete from users where ${id}`,
  let_go: (id: string) =>
    `update users set sync_id = null, external_id = null, fingerprint = null, version = version + 1 where ${id}`,
} satisfies Record<string, (id: string) => string | null>;

async function byHand({ ctx, syncId }: Twin, hand: keyof typeof HANDS, n: number): Promise<void> {
  const statement = HANDS[hand](
    `workspace_id = '${ctx.workspaceId}' and external_id = '${syncId}#E${100 + n}'`,
  );
  if (statement) await testDb().sql.unsafe(statement);
}

const KINDS = Object.keys(EDITS) as (keyof typeof EDITS)[];
/** Plans of several updates, of which some may go and others not, are more likely than of one of each kind. */
const OFTEN: typeof KINDS = ["rename", "rename", "rename", "rename", "address"];

const edits = fc.array(
  fc.record({
    what: fc.constantFrom(...KINDS, ...OFTEN),
    at: fc.nat({ max: 30 }),
    n: fc.nat({ max: 30 }),
  }),
  { maxLength: 4 },
);
const nights = fc.array(
  fc.record({
    edits,
    ends: fc.constantFrom("\n", "\n", "\n", ""),
    hand: fc.constantFrom(...(Object.keys(HANDS) as (keyof typeof HANDS)[])),
    /** While the plan waits, if it does. */
    isLate: fc.boolean(),
    who: fc.nat({ max: 24 }),
    decision: fc.constantFrom<Decision>(
      "all",
      "all",
      "ticked",
      "ticked",
      "creates_and_updates",
      "discard",
      "none",
    ),
    mode: fc.constantFrom("complete", "complete", "complete", "complete", "add_and_update"),
  }),
  { minLength: 3, maxLength: 6 },
);

describe.each([
  ["without guards", { guardSettings: NO_GUARDS }],
  ["with guards", {}],
  ["by approval", { guardSettings: { ...NO_GUARDS, massUpdate: { atLeast: 0, percent: 0 } } }],
  ["taking users over", { guardSettings: NO_GUARDS, adoption: "link" as const }],
])("%s", (_, sync) => {
  let runs = 0;
  let spared = 0;
  afterAll(() => {
    // Otherwise both ways were the same one.
    expect(spared / runs).toBeGreaterThan(0.3);
  });

  test("runs that spare rows plan, say and do what runs do that read every row", async () => {
    await fc.assert(
      fc.asyncProperty(nights, fc.constantFrom(0, 0.2), async (story, renewedAt) => {
        const fast = await mintTwin({ policy: { bytesMin: 0, renewedAt }, sync });
        const usual = await mintTwin({ policy: null, sync });
        let rows = Array.from({ length: 24 }, (_, n) => lineOf(person(n)));
        for (const twin of [fast, usual]) await night(twin, `${HEADER}\n${rows.join("\n")}\n`);
        for (const { edits, ends, hand, who, isLate, decision, mode } of story) {
          for (const { what, at, n } of edits) rows = EDITS[what](rows, at, n);
          const text = `${HEADER}\n${rows.join("\n")}${ends}`;
          const seen = [];
          for (const twin of [fast, usual]) {
            const touch = () => byHand(twin, hand, who);
            if (!isLate) await touch();
            const more = { mode, modifiedAt: new Date("2026-11-01") };
            seen.push(await night(twin, text, { decision, more, ...(isLate ? { meanwhile: touch } : {}) }));
          }
          expect(seen[0]).toEqual(seen[1]);
          expect(await usersOf(fast)).toEqual(await usersOf(usual));
          runs += 1;
        }
        spared += fast.spared();
      }),
      { numRuns: 10, endOnFailure: true },
    );
  }, 600_000);
});
