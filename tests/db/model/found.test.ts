import { beforeAll, describe, test } from "vitest";
import { mintTenant, type Tenant } from "../../support/tenant";
import type { Row, SyncName } from "./model";
import type { Op } from "./ops";
import { playSequence } from "./sequence";

let tenant: Tenant;
beforeAll(async () => {
  tenant = await mintTenant();
});

type FileOp = Extract<Op, { do: "file" }>;

/** A file of rows such as `1 a`: an ID and an address. */
function file(rows: readonly string[], more: Partial<FileOp> = {}): FileOp {
  const rest = { first: "", last: "", mobile: "", team: "", level: "", fewCells: false };
  const rowOf = (text: string): Row => {
    const [id = "", email = "", first = ""] = text.split(" ");
    return { ...rest, id, email: email.includes("@") ? email : `${email}@x.io`, first };
  };
  const shape = { hasTeam: false, hasLevel: false, idFirst: true };
  const asked = { sync: "A", mode: "complete", hold: "nothing", next: null, how: "plain" } as const;
  return { do: "file", ...asked, file: { ...shape, rows: rows.map(rowOf) }, ...more };
}

const again = (sync: SyncName): Op => ({ do: "same bytes", sync, how: "plain" });
const add = (letter: string): Op => {
  const looks = { email: `${letter}@x.io`, first: "Meg", last: "", mobile: "", team: "", level: "" };
  return { do: "add", looks, role: "participant" };
};
const all = { what: "all", ticks: 0 } as const;

describe("what sequences have found before", () => {
  test("a row that equals its user is not counted as unchanged when it is an error", async () => {
    await playSequence(tenant, [file(["1 a", "2 b"]), file(["1 a", "1 a Zoe", "2 b"])]);
  });

  test("a row that is wrong in two ways is one skipped row", async () => {
    await playSequence(tenant, [add("a"), file(["1 a", "1 b", "2 c"])]);
  });

  test("who is named by a bad row as well does not take an address that stays", async () => {
    await playSequence(tenant, [file(["1 a", "2 b"]), file(["1 bad@", "2 a", "2 bad@"])]);
  });

  test("a run of which only removals were left to decide about has changed something", async () => {
    const held = file(["1 a"], { hold: "removals", next: all });
    await playSequence(tenant, [file(["1 a", "2 b"]), held]);
  });

  test("a run whose removals were left out after the rest was applied says so", async () => {
    const next = { what: "creates_and_updates", ticks: 0 } as const;
    await playSequence(tenant, [file(["1 a", "2 b"]), file(["1 c"], { hold: "removals", next })]);
  });
});

describe("the same bytes are looked at again", () => {
  test("after someone who was to be taken over was edited before it was applied", async () => {
    const edit: Op = { do: "edit", nth: 0, change: { first: "Eve" } };
    const held = file(["1 a", "2 b"], { sync: "B", hold: "preview" });
    const approve: Op = { do: "decide", nth: 0, ...all, how: "plain" };
    await playSequence(tenant, [add("a"), held, edit, approve, again("B")]);
  });

  test("after an author whom the file lacks became a participant", async () => {
    const author: Op = { do: "edit", nth: 1, change: { role: "author" } };
    const participant: Op = { do: "edit", nth: 0, change: { role: "participant" } };
    const two = file(["1 a", "2 b"]);
    await playSequence(tenant, [two, author, file(["2 b"]), participant, again("A")]);
  });

  test("after a takeover was undone that an earlier run had made", async () => {
    const undo: Op = { do: "undo", nth: 1, next: all, how: "plain" };
    const first = file(["1 a"], { sync: "B" });
    await playSequence(tenant, [add("a"), first, file(["1 a", "2 b"], { sync: "B" }), undo, again("B")]);
  });
});

test("undoing the undo of an undo leaves the run undone", async () => {
  const undo: Op = { do: "undo", nth: 0, next: all, how: "plain" };
  await playSequence(tenant, [file(["1 a", "2 b"]), undo, undo, undo]);
});

test("undoing a run goes back to before it although a value that it wrote was deleted with its field", async () => {
  const rows = file(["1 a", "2 b"]);
  const filled = rows.file.rows.map((row) => ({ ...row, team: "Red", level: "Junior" }));
  const run: Op = { ...rows, file: { ...rows.file, rows: filled, hasTeam: true, hasLevel: true } };
  const undo: Op = { do: "undo", nth: 0, next: all, how: "plain" };
  const levels: Op = { do: "levels", levels: ["Very Sénior"] };
  await playSequence(tenant, [run, { do: "delete the field Team" }, undo]);
  await playSequence(tenant, [run, levels, undo]);
});
