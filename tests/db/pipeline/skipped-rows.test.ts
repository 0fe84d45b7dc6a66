import { readFileSync } from "node:fs";
import { beforeEach, describe, expect, test } from "vitest";
import type { WorkspaceCtx } from "@/lib/context";
import { testDb } from "../../support/db";
import { csv, NO_GUARDS, people, runFile, told } from "../../support/pipeline";
import { mintField, mintSync, mintTenant, mintUser, mintWorkspace } from "../../support/tenant";

// What rows that can't be used say of people who are in the file all the same.

let ctx: WorkspaceCtx;
let syncId: string;

beforeEach(async () => {
  testDb();
  ctx = await mintWorkspace((await mintTenant()).ctx);
  syncId = (await mintSync(ctx, { guardSettings: { firstRun: false } })).id;
});

const file = (name: string) =>
  readFileSync(new URL(`../../fixtures/runs/${name}.csv`, import.meta.url), "utf8");
const without = (text: string, ...lines: string[]) =>
  text
    .split("\n")
    .filter((line) => !lines.some((start) => line.startsWith(start)))
    .join("\n");

describe("two nights with the usual guards", () => {
  test("IDs that a spreadsheet has shortened to one cost nobody their access", async () => {
    await runFile(ctx, syncId, file("sci-ids-1"));
    const before = await people(ctx);
    const run = await runFile(ctx, syncId, file("sci-ids-2"));
    expect(await people(ctx)).toEqual(before);
    expect(run).toMatchObject({ state: "succeeded_with_issues", counts: { removed: 0, skipped: 2 } });
    const shortened = "Invalid ID: 4.00123E+11 (a spreadsheet has shortened this number)";
    expect(await told(ctx, run.id)).toEqual([`error 10 ${shortened}`, `error 11 ${shortened}`]);
  });

  test("a lost zero that makes two IDs one costs nobody their access", async () => {
    await runFile(ctx, syncId, file("zeros-collide-1"));
    const before = await people(ctx);
    const run = await runFile(ctx, syncId, file("zeros-collide-2"));
    expect(await people(ctx)).toEqual(before);
    expect(run).toMatchObject({ state: "succeeded_with_issues", counts: { removed: 0, skipped: 2 } });
    expect(await told(ctx, run.id)).toEqual([
      "error 10 Duplicate ID: 12 (rows 10, 11)",
      "error 11 Duplicate ID: 12 (rows 10, 11)",
    ]);
  });

  test("a second position under two new IDs costs nobody their access", async () => {
    await runFile(ctx, syncId, file("two-positions-1"));
    const before = await people(ctx);
    const run = await runFile(ctx, syncId, file("two-positions-2"));
    expect(await people(ctx)).toEqual(before);
    expect(run).toMatchObject({ state: "succeeded_with_issues", counts: { removed: 0, skipped: 2 } });
    expect(await told(ctx, run.id)).toEqual([
      "error 11 Duplicate e-mail address: ann@x.io (rows 11, 12)",
      "error 12 Duplicate e-mail address: ann@x.io (rows 11, 12)",
    ]);
  });

  test("whoever has left beside them is removed", async () => {
    await runFile(ctx, syncId, file("zeros-collide-1"));
    const run = await runFile(ctx, syncId, without(file("zeros-collide-2"), "3,"));
    expect(run.counts).toMatchObject({ removed: 1, skipped: 2 });
    expect((await people(ctx)).some((line) => line.startsWith("3|"))).toBe(false);
  });
});

describe("addresses of users of others", () => {
  test("every row that wants the address of a user added by hand gets the same error", async () => {
    await mintUser(ctx, { email: "h@x.io" });
    const run = await runFile(ctx, syncId, file("duplicate-of-manual-user"));
    expect(await told(ctx, run.id)).toEqual([
      "error 3 E-mail address belongs to a user added by hand",
      "error 4 E-mail address belongs to a user added by hand",
    ]);
    expect(run.counts).toMatchObject({ read: 3, created: 1, skipped: 2, errors: 2 });
  });

  test("a list exported with users added by hand can be read back: their blank IDs hold no removals", async () => {
    await mintUser(ctx, { email: "hand@x.io" });
    const other = (await mintSync(ctx, { guardSettings: NO_GUARDS })).id;
    await runFile(ctx, other, csv("1,other@x.io,O,O,"));
    await runFile(ctx, syncId, csv("1,ann@x.io,A,A,", "2,bob@x.io,B,B,"));
    const run = await runFile(ctx, syncId, csv("1,ann@x.io,A,A,", ",Hand@x.io,,,", ",other@x.io,O,O,"));
    expect(await told(ctx, run.id)).toEqual([
      "error 3 E-mail address belongs to a user added by hand",
      "error 4 E-mail address belongs to a user of another source",
    ]);
    expect(run).toMatchObject({ state: "succeeded_with_issues", guards: [], counts: { removed: 1 } });
  });

  test("a blank ID beside any other address holds removals as ever", async () => {
    await runFile(ctx, syncId, csv("1,ann@x.io,A,A,", "2,bob@x.io,B,B,"));
    const run = await runFile(ctx, syncId, csv("1,ann@x.io,A,A,", ",new@x.io,,,"));
    expect(await told(ctx, run.id)).toEqual(["error 3 Records must have: ID, Email"]);
    expect(run.guards.map(({ code }) => code)).toEqual(["unreadable_id"]);
  });
});

test("identical rows are one row: what is wrong with their values is told and counted once", async () => {
  await mintField(ctx, { label: "Note", type: "text" });
  const run = await runFile(ctx, syncId, file("repeated-row-warnings"));
  expect(await told(ctx, run.id)).toEqual([
    "warning 2 Multiple values for field: Note",
    "warning 3 Row is the same as row 2",
  ]);
  expect(run.counts).toMatchObject({ read: 2, created: 1, warnings: 2, skipped: 0 });
});

test("an address that a good row frees is given away although another row of its holder is bad", async () => {
  await runFile(ctx, syncId, csv("1,ann@x.io,A,A,", "2,bob@x.io,B,B,"));
  const run = await runFile(ctx, syncId, csv("1,new@x.io,A,A,", "2,ann@x.io,B,B,", "1,ann(at)x.io,A,A,"));
  expect(await told(ctx, run.id)).toEqual(["error 4 Invalid e-mail address"]);
  expect(await people(ctx)).toEqual(["1|new@x.io|A|A|", "2|ann@x.io|B|B|"]);
});
