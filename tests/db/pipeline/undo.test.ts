import { beforeEach, describe, expect, test } from "vitest";
import type { WorkspaceCtx } from "@/lib/context";
import { approveRun, discardRun } from "@/lib/runs/decide-run";
import { findRun } from "@/lib/runs/read";
import { getRunRow } from "@/lib/runs/store";
import { undoRun } from "@/lib/runs/undo-run";
import { testDb } from "../../support/db";
import { csv, NO_GUARDS, people, queueFile, runFile, work } from "../../support/pipeline";
import { mintField, mintSync, mintTenant, mintUser, mintWorkspace } from "../../support/tenant";
import { approve, linesOf, planUndoOf, undo } from "../../support/undo";

const ANN = "1,ann@x.io,Ann,Lee,";
const BOB = "2,bob@x.io,Bob,Ray,";
const CAT = "3,cat@x.io,Cat,Fox,";

let ctx: WorkspaceCtx;
let syncId: string;

beforeEach(async () => {
  testDb();
  ctx = await mintWorkspace((await mintTenant()).ctx);
  syncId = (await mintSync(ctx, { guardSettings: NO_GUARDS })).id;
});

describe("an applied run is undone", () => {
  test("created users are removed, removed ones are restored, updated ones are as they were", async () => {
    await runFile(ctx, syncId, csv(ANN, BOB));
    const before = await people(ctx);
    const run = await runFile(ctx, syncId, csv("1,ann@x.io,Anna,Li,+358", CAT));
    const planned = await planUndoOf(ctx, run);
    expect(planned).toMatchObject({ state: "held", trigger: "undo", undoes: run.id });
    expect(planned.counts).toMatchObject({ read: 3, updated: 1, removed: 1, restored: 1, created: 0 });
    expect(await people(ctx)).not.toEqual(before);
    expect(await approve(ctx, planned)).toMatchObject({ state: "succeeded" });
    expect(await people(ctx)).toEqual(before);
    expect(await getRunRow(ctx, run.id)).toMatchObject({ state: "undone", stateBeforeUndo: "succeeded" });
  });

  test("undoing the undo brings back what the run had made, and the run counts again", async () => {
    await runFile(ctx, syncId, csv(ANN, BOB));
    const run = await runFile(ctx, syncId, csv("1,bob@x.io,Anna,Li,+358", CAT));
    const after = await people(ctx);
    const first = await undo(ctx, run);
    const second = await undo(ctx, await getRunRow(ctx, first.id));
    expect(second.state).toBe("succeeded");
    expect(await people(ctx)).toEqual(after);
    expect(await getRunRow(ctx, first.id)).toMatchObject({ state: "undone" });
    expect(await getRunRow(ctx, run.id)).toMatchObject({ state: "succeeded", stateBeforeUndo: null });
    expect((await undo(ctx, await getRunRow(ctx, run.id))).state).toBe("succeeded");
    expect(await people(ctx)).toEqual(["1|ann@x.io|Ann|Lee|", "2|bob@x.io|Bob|Ray|"]);
  });

  test("a swap, a rotation and a reused address go back in one go", async () => {
    await runFile(ctx, syncId, csv("1,a@x.io,,,", "2,b@x.io,,,", "3,c@x.io,,,", "4,d@x.io,,,"));
    const before = await people(ctx);
    const run = await runFile(ctx, syncId, csv("5,d@x.io,,,", "1,b@x.io,,,", "2,c@x.io,,,", "3,a@x.io,,,"));
    const done = await undo(ctx, run);
    expect(done.state).toBe("succeeded");
    expect(await people(ctx)).toEqual(before);
  });

  test("fields go back to what they were, also those that were empty", async () => {
    const team = await mintField(ctx, { label: "Team", type: "text" });
    const header = "ID,Email,First name,Last name,Mobile,Team";
    await runFile(ctx, syncId, `${header}\n1,a@x.io,,,,Red\n2,b@x.io,,,,\n`);
    const run = await runFile(ctx, syncId, `${header}\n1,a@x.io,,,,\n2,b@x.io,,,,Blue\n`);
    await undo(ctx, run);
    const rows = await testDb()
      .sql`select email, fields from users where workspace_id = ${ctx.workspaceId} order by email`;
    expect(rows).toEqual([
      { email: "a@x.io", fields: { [team.id]: "Red" } },
      { email: "b@x.io", fields: {} },
    ]);
  });

  test("users whose IDs changed get their old IDs back", async () => {
    const own = await mintSync(ctx, { guardSettings: { ...NO_GUARDS, reKey: true } });
    syncId = own.id;
    await runFile(ctx, syncId, csv(ANN, BOB));
    const before = await people(ctx);
    const held = await runFile(ctx, syncId, csv("11,ann@x.io,Ann,Lee,", "12,bob@x.io,Bob,Ray,"));
    const run = await approve(ctx, held);
    expect(await people(ctx)).toEqual(["11|ann@x.io|Ann|Lee|", "12|bob@x.io|Bob|Ray|"]);
    const first = await undo(ctx, run);
    expect(await people(ctx)).toEqual(before);
    await undo(ctx, await getRunRow(ctx, first.id));
    expect(await people(ctx)).toEqual(["11|ann@x.io|Ann|Lee|", "12|bob@x.io|Bob|Ray|"]);
  });

  test("a user who was taken over from the hands of a member is added by hand again", async () => {
    syncId = (await mintSync(ctx, { guardSettings: NO_GUARDS, adoption: "link" })).id;
    await mintUser(ctx, { email: "ann@x.io", firstName: "Annie", lastName: "Lee" });
    const before = await people(ctx);
    const run = await runFile(ctx, syncId, csv(ANN));
    expect(await people(ctx)).toEqual(["1|ann@x.io|Ann|Lee|"]);
    const first = await undo(ctx, run);
    expect(await people(ctx)).toEqual(before);
    await undo(ctx, await getRunRow(ctx, first.id));
    expect(await people(ctx)).toEqual(["1|ann@x.io|Ann|Lee|"]);
  });

  test("a first run undone leaves nobody, and the next one is a first run again", async () => {
    const run = await runFile(ctx, syncId, csv(ANN, BOB));
    await undo(ctx, run);
    expect(await people(ctx)).toEqual([]);
    const [sync] = await testDb().sql`select baseline from syncs where id = ${syncId}`;
    expect(sync).toEqual({ baseline: null });
    expect((await runFile(ctx, syncId, csv(ANN, BOB))).counts).toMatchObject({ restored: 2, created: 0 });
  });

  test("the same file after an undo is read again and makes the same changes", async () => {
    await runFile(ctx, syncId, csv(ANN, BOB));
    const run = await runFile(ctx, syncId, csv("1,ann@x.io,Anna,Li,", CAT));
    const after = await people(ctx);
    await undo(ctx, run);
    await runFile(ctx, syncId, csv("1,ann@x.io,Anna,Li,", CAT));
    expect(await people(ctx)).toEqual(after);
  });
});

test("the same bytes are read again after an older run was undone, and put right what the undo took back", async () => {
  await runFile(ctx, syncId, csv(ANN));
  const older = await runFile(ctx, syncId, csv("1,ann@x.io,Anna,Lee,"));
  const newer = csv("1,ann@x.io,Anna,Lee,", BOB);
  await runFile(ctx, syncId, newer);
  await undo(ctx, older);
  expect(await people(ctx)).toEqual(["1|ann@x.io|Ann|Lee|", "2|bob@x.io|Bob|Ray|"]);
  expect((await runFile(ctx, syncId, newer)).counts).toMatchObject({ updated: 1, unchanged: 1 });
});

describe("what can be undone", () => {
  test("a run that changed nothing, one older than 30 days and one that is being undone can't be", async () => {
    const run = await runFile(ctx, syncId, csv(ANN));
    const same = await runFile(ctx, syncId, csv(ANN));
    await expect(undoRun(ctx, { runId: same.id })).rejects.toMatchObject({ code: "conflict" });
    const planned = await planUndoOf(ctx, run);
    expect((await findRun(ctx, { runId: run.id }))?.undoneBy).toMatchObject({
      id: planned.id,
      state: "held",
    });
    await expect(undoRun(ctx, { runId: run.id })).rejects.toMatchObject({ code: "conflict" });
    await discardRun(ctx, { runId: planned.id });
    expect((await findRun(ctx, { runId: run.id }))?.undoableUntil).toBeInstanceOf(Date);
    await testDb().sql`update runs set applied_at = now() - interval '31 days' where id = ${run.id}`;
    await expect(undoRun(ctx, { runId: run.id })).rejects.toMatchObject({ code: "conflict" });
  });

  test("only what was really applied is undone", async () => {
    await runFile(ctx, syncId, csv(ANN, BOB));
    const ref2 = await queueFile(ctx, syncId, csv("1,ann@x.io,Anna,Lee,", CAT), { intent: "preview" });
    const held = await work(ctx, ref2);
    await approveRun(ctx, { runId: held.id, what: "creates_and_updates" });
    const run = await work(ctx, ref2);
    expect(await people(ctx)).toEqual(["1|ann@x.io|Anna|Lee|", "2|bob@x.io|Bob|Ray|", "3|cat@x.io|Cat|Fox|"]);
    expect(await linesOf(ctx, await planUndoOf(ctx, run))).toEqual([
      "remove 3: planned",
      "update 1: planned",
    ]);
  });

  test("an undo approved in part leaves the rest to be undone later", async () => {
    await runFile(ctx, syncId, csv(ANN, BOB));
    const run = await runFile(ctx, syncId, csv("1,ann@x.io,Anna,Lee,", CAT));
    const planned = await planUndoOf(ctx, run);
    await approve(ctx, planned, "creates_and_updates");
    expect(await people(ctx)).toEqual(["1|ann@x.io|Ann|Lee|", "2|bob@x.io|Bob|Ray|", "3|cat@x.io|Cat|Fox|"]);
    expect((await undo(ctx, await getRunRow(ctx, run.id))).counts).toMatchObject({ removed: 1, updated: 0 });
    expect(await people(ctx)).toEqual(["1|ann@x.io|Ann|Lee|", "2|bob@x.io|Bob|Ray|"]);
  });
});
