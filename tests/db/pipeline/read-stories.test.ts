import { readFileSync } from "node:fs";
import { beforeEach, describe, expect, test } from "vitest";
import type { WorkspaceCtx } from "@/lib/context";
import { testDb } from "../../support/db";
import { csv, people, runFile, told } from "../../support/pipeline";
import { mintSync, mintTenant, mintWorkspace } from "../../support/tenant";

// Files as people send them, with the limits that a sync has by default.

let ctx: WorkspaceCtx;
let syncId: string;

beforeEach(async () => {
  testDb();
  ctx = await mintWorkspace((await mintTenant()).ctx);
  syncId = (await mintSync(ctx, { guardSettings: { firstRun: false } })).id;
});

const fixture = (name: string) => readFileSync(new URL(`../../fixtures/csv/${name}`, import.meta.url));
const person = (at: number) => `${at},p${at}@x.io,F${at},L${at},`;
const ids = async () => (await people(ctx)).map((line) => line.split("|", 1)[0]);

describe("rows that are nobody's never hold a removal", () => {
  test("records of blank cells", async () => {
    await runFile(ctx, syncId, csv(...Array.from({ length: 20 }, (_, at) => person(at))));
    const run = await runFile(ctx, syncId, fixture("blank-records.csv"));
    expect(run).toMatchObject({
      state: "succeeded",
      guards: [],
      counts: { read: 19, removed: 1, errors: 0 },
    });
    expect(run.notes).toEqual(["Ignored 2 rows because every cell is blank: rows 21 and 22."]);
    expect(await told(ctx, run.id)).toEqual([]);
    expect(await ids()).not.toContain("19");
  });

  test("a line of totals", async () => {
    await runFile(ctx, syncId, fixture("footer-blank-id-1.csv"));
    const run = await runFile(ctx, syncId, fixture("footer-blank-id-2.csv"));
    expect(run).toMatchObject({ state: "succeeded", guards: [], counts: { read: 7, removed: 1, errors: 0 } });
    expect(run.notes).toEqual(["Ignored 1 row without an ID and an e-mail address: row 9."]);
    expect(await ids()).toEqual(["1", "2", "3", "4", "5", "6", "7"]);
  });

  test("a file of nothing else has no rows", async () => {
    await runFile(ctx, syncId, csv(person(1)));
    const run = await runFile(ctx, syncId, csv(",,,,", ",,,Total employees,0"));
    expect(run).toMatchObject({
      state: "held",
      guards: [{ code: "no_rows" }, { code: "shrunk" }],
      counts: { read: 0 },
    });
    expect(await ids()).toEqual(["1"]);
  });

  test("blank records of the managers file", async () => {
    const managers = "UID,Team(s)\n1,Sales\n,\n";
    const run = await runFile(ctx, syncId, csv(person(1)), { managers });
    expect(run).toMatchObject({ state: "succeeded", counts: { errors: 0 } });
    expect(run.notes).toEqual(["Ignored 1 row of the managers file because every cell is blank: row 3."]);
  });
});

test("a row with an address and no ID is somebody's, so that removals wait", async () => {
  await runFile(ctx, syncId, csv(person(1), person(2)));
  const run = await runFile(ctx, syncId, csv(person(1), ",someone@x.io,F2,L2,"));
  expect(run.guards).toEqual([
    {
      code: "unreadable_id",
      holds: "removals",
      reason: "The ID of row 3 can't be read, so it isn't certain who is missing.",
    },
  ]);
  expect(await ids()).toEqual(["1", "2"]);
});

test("stray quotes that swallow a row stop the run", async () => {
  await runFile(ctx, syncId, fixture("stray-quotes-1.csv"));
  const before = await people(ctx);
  const run = await runFile(ctx, syncId, fixture("stray-quotes-2.csv"));
  expect(run).toMatchObject({ state: "failed", failure: { code: "file_bad_quote" } });
  expect(await people(ctx)).toEqual(before);
});

test("UTF-8 in a sync set to Windows-1252 renames nobody", async () => {
  const guardSettings = { firstRun: false };
  const { id } = await mintSync(ctx, { guardSettings, readSettings: { encoding: "windows-1252" } });
  await runFile(ctx, id, fixture("windows-1252-then-utf8-1.csv"));
  const before = await people(ctx);
  expect(before[0]).toBe("0|p0@x.io|Jörg|Müller|");
  const run = await runFile(ctx, id, fixture("windows-1252-then-utf8-2.csv"));
  expect(run).toMatchObject({ state: "failed", failure: { code: "file_encoding" } });
  expect(await people(ctx)).toEqual(before);
});

test("text that was encoded twice is a warning, and users are written as the file has them", async () => {
  const run = await runFile(ctx, syncId, csv("1,a@x.io,JÃ¶rg,Ek,", "2,b@x.io,ZoÃ«,Dal,"));
  expect(await told(ctx, run.id)).toEqual([
    "warning 2 Text seems to be encoded twice in 2 cells: “JÃ¶rg” in row 2 is probably “Jörg”",
  ]);
  expect(await people(ctx)).toEqual(["1|a@x.io|JÃ¶rg|Ek|", "2|b@x.io|ZoÃ«|Dal|"]);
});

describe("titles above the header, totals below the rows", () => {
  const settings = async (readSettings: object) =>
    (await mintSync(ctx, { guardSettings: { firstRun: false }, readSettings })).id;

  test.each([
    ["title-lines-1.csv", 4],
    ["title-lines-2.csv", 3],
  ])("%s: the error says where the header seems to be, and the setting reads it", async (name, row) => {
    const failed = await runFile(ctx, syncId, fixture(name));
    expect(failed).toMatchObject({
      state: "failed",
      failure: { remedy: expect.stringContaining(`Use it: set “Header row” to ${row} in the file settings`) },
    });
    expect(failed.failure?.message).toContain(`The header seems to be on line ${row}.`);
    const run = await runFile(ctx, await settings({ headerRow: row }), fixture(name));
    expect(run).toMatchObject({ state: "succeeded", counts: { read: 3, created: 3 } });
    expect(run.file?.headerRow).toBe(row);
    expect(await ids()).toEqual(["1", "2", "3"]);
  });

  test("a header by the names of the mapping is found, also in the managers file", async () => {
    const columns = { Nr: { kind: "id" as const } };
    const { id } = await mintSync(ctx, { guardSettings: { firstRun: false }, mapping: { columns } });
    const run = await runFile(ctx, id, `Staff\n${csv(person(1)).replace("ID", "Nr")}`);
    expect(run.failure?.message).toContain("The header seems to be on line 2.");
    const both = await runFile(ctx, syncId, csv(person(1)), { managers: "Leads,\nUID,Team(s)\n1,Sales\n" });
    expect(both.failure?.message).toContain("In the managers file: The header seems to be on line 2.");
  });

  test("rows at the end are left out, but nobody is lost when the totals are no longer written", async () => {
    const id = await settings({ footerRows: 1 });
    await runFile(ctx, id, csv(person(1), person(2), "Total,2"));
    expect(await ids()).toEqual(["1", "2"]);
    const run = await runFile(ctx, id, csv(person(1), person(2)));
    expect(run).toMatchObject({ state: "succeeded_with_issues", guards: [], counts: { removed: 0 } });
    expect(await told(ctx, run.id)).toEqual([
      "error 3 Row belongs to a user, but the last row is left out by the file settings of the sync",
    ]);
    expect(run.notes).toEqual(["Left out at the end, as set in the file settings: row 3."]);
    expect(await ids()).toEqual(["1", "2"]);
  });
});
