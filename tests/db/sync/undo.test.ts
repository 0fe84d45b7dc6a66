import { beforeEach, describe, expect, test } from "vitest";
import type { WorkspaceCtx } from "@/lib/context";
import { approveRun, discardRun } from "@/lib/runs/decide-run";
import { findRun } from "@/lib/runs/find-run";
import { listChanges } from "@/lib/runs/list-changes";
import { getRunRow, type RunRow } from "@/lib/runs/store";
import { undoRun } from "@/lib/runs/undo-run";
import { removeUser } from "@/lib/users/remove";
import { restoreUser } from "@/lib/users/restore";
import { updateUser } from "@/lib/users/update";
import { testDb } from "../../support/db";
import { NO_GUARDS, people, queueFile, runFile, work } from "../../support/pipeline";
import { mintField, mintSync, mintTenant, mintUser, mintWorkspace } from "../../support/tenant";

const HEADER = "ID,Email,First name,Last name,Mobile";
const csv = (...rows: string[]) => `${[HEADER, ...rows].join("\n")}\n`;
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

/** Asks for the undo of a run, and takes it as far as the jobs would: to a plan that waits. */
async function plan(run: RunRow): Promise<RunRow> {
  const { runId } = await undoRun(ctx, { runId: run.id });
  return work(ctx, door(runId));
}

/** Undoes a run, all of it. */
async function undo(run: RunRow): Promise<RunRow> {
  const planned = await plan(run);
  if (planned.state !== "held") return planned;
  await approveRun(ctx, { runId: planned.id, what: "all" });
  return work(ctx, door(planned.id));
}

const door = (runId: string) => ({ orgId: ctx.orgId, workspaceId: ctx.workspaceId, syncId, runId });

async function idOf(email: string): Promise<number> {
  const rows = await testDb()
    .sql`select id::float8 as id from users where workspace_id = ${ctx.workspaceId} and email = ${email} order by id desc`;
  return rows[0]?.id;
}

async function edit(email: string, change: Record<string, unknown>): Promise<void> {
  const id = await idOf(email);
  const [row] = await testDb().sql`select * from users where id = ${id}`;
  const names = { email: row?.email, firstName: row?.first_name, lastName: row?.last_name };
  const rest = { mobile: row?.mobile, role: row?.role, fields: {}, version: row?.version };
  await updateUser(ctx, { id, ...names, ...rest, ...change });
}

/** The lines of a plan as `kind id: standing, what is kept`. */
async function lines(run: RunRow): Promise<string[]> {
  const { changes } = await listChanges(ctx, { runId: run.id, kinds: [], search: "" }, null);
  return changes.map(({ kind, csvId, status, kept }) => {
    const parts = kept?.map(({ part, why, by }) => ` ${part} ${why} ${by ?? "-"}`) ?? [];
    return `${kind} ${csvId}: ${status}${parts.join(",")}`;
  });
}

describe("an applied run is undone", () => {
  test("created users are removed, removed ones are restored, updated ones are as they were", async () => {
    await runFile(ctx, syncId, csv(ANN, BOB));
    const before = await people(ctx);
    const run = await runFile(ctx, syncId, csv("1,ann@x.io,Anna,Li,+358", CAT));
    const planned = await plan(run);
    expect(planned).toMatchObject({ state: "held", trigger: "undo", undoes: run.id });
    expect(planned.counts).toMatchObject({ read: 3, updated: 1, removed: 1, restored: 1, created: 0 });
    expect(await people(ctx)).not.toEqual(before);
    await approveRun(ctx, { runId: planned.id, what: "all" });
    expect(await work(ctx, door(planned.id))).toMatchObject({ state: "succeeded" });
    expect(await people(ctx)).toEqual(before);
    expect(await getRunRow(ctx, run.id)).toMatchObject({ state: "undone", endedAs: "succeeded" });
  });

  test("undoing the undo brings back what the run had made, and the run counts again", async () => {
    await runFile(ctx, syncId, csv(ANN, BOB));
    const run = await runFile(ctx, syncId, csv("1,bob@x.io,Anna,Li,+358", CAT));
    const after = await people(ctx);
    const first = await undo(run);
    const second = await undo(await getRunRow(ctx, first.id));
    expect(second.state).toBe("succeeded");
    expect(await people(ctx)).toEqual(after);
    expect(await getRunRow(ctx, first.id)).toMatchObject({ state: "undone" });
    expect(await getRunRow(ctx, run.id)).toMatchObject({ state: "succeeded", endedAs: null });
    expect((await undo(await getRunRow(ctx, run.id))).state).toBe("succeeded");
    expect(await people(ctx)).toEqual(["1|ann@x.io|Ann|Lee|", "2|bob@x.io|Bob|Ray|"]);
  });

  test("a swap, a rotation and a reused address go back in one go", async () => {
    await runFile(ctx, syncId, csv("1,a@x.io,,,", "2,b@x.io,,,", "3,c@x.io,,,", "4,d@x.io,,,"));
    const before = await people(ctx);
    const run = await runFile(ctx, syncId, csv("5,d@x.io,,,", "1,b@x.io,,,", "2,c@x.io,,,", "3,a@x.io,,,"));
    const done = await undo(run);
    expect(done.state).toBe("succeeded");
    expect(await people(ctx)).toEqual(before);
  });

  test("fields go back to what they were, also those that were empty", async () => {
    const team = await mintField(ctx, { label: "Team", type: "text" });
    const header = "ID,Email,First name,Last name,Mobile,Team";
    await runFile(ctx, syncId, `${header}\n1,a@x.io,,,,Red\n2,b@x.io,,,,\n`);
    const run = await runFile(ctx, syncId, `${header}\n1,a@x.io,,,,\n2,b@x.io,,,,Blue\n`);
    await undo(run);
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
    await approveRun(ctx, { runId: held.id, what: "all" });
    const run = await work(ctx, door(held.id));
    expect(await people(ctx)).toEqual(["11|ann@x.io|Ann|Lee|", "12|bob@x.io|Bob|Ray|"]);
    const first = await undo(run);
    expect(await people(ctx)).toEqual(before);
    await undo(await getRunRow(ctx, first.id));
    expect(await people(ctx)).toEqual(["11|ann@x.io|Ann|Lee|", "12|bob@x.io|Bob|Ray|"]);
  });

  test("a user who was taken over from the hands of a member is added by hand again", async () => {
    syncId = (await mintSync(ctx, { guardSettings: NO_GUARDS, adoption: "link" })).id;
    await mintUser(ctx, { email: "ann@x.io", firstName: "Annie", lastName: "Lee" });
    const before = await people(ctx);
    const run = await runFile(ctx, syncId, csv(ANN));
    expect(await people(ctx)).toEqual(["1|ann@x.io|Ann|Lee|"]);
    const first = await undo(run);
    expect(await people(ctx)).toEqual(before);
    await undo(await getRunRow(ctx, first.id));
    expect(await people(ctx)).toEqual(["1|ann@x.io|Ann|Lee|"]);
  });

  test("a first run undone leaves nobody, and the next one is a first run again", async () => {
    const run = await runFile(ctx, syncId, csv(ANN, BOB));
    await undo(run);
    expect(await people(ctx)).toEqual([]);
    const [sync] = await testDb().sql`select last_good from syncs where id = ${syncId}`;
    expect(sync).toEqual({ last_good: null });
    expect((await runFile(ctx, syncId, csv(ANN, BOB))).counts).toMatchObject({ restored: 2, created: 0 });
  });

  test("the same file after an undo is read again and makes the same changes", async () => {
    await runFile(ctx, syncId, csv(ANN, BOB));
    const run = await runFile(ctx, syncId, csv("1,ann@x.io,Anna,Li,", CAT));
    const after = await people(ctx);
    await undo(run);
    await runFile(ctx, syncId, csv("1,ann@x.io,Anna,Li,", CAT));
    expect(await people(ctx)).toEqual(after);
  });
});

describe("what someone changed since stays, and is told", () => {
  test("a part that a member changed is kept with their name; the other parts go back", async () => {
    await runFile(ctx, syncId, csv(ANN));
    const run = await runFile(ctx, syncId, csv("1,ann@x.io,Anna,Li,+358"));
    await edit("ann@x.io", { lastName: "Long" });
    const planned = await plan(run);
    expect(await lines(planned)).toEqual([`update 1: planned lastName changed ${ctx.actor.label}`]);
    await approveRun(ctx, { runId: planned.id, what: "all" });
    await work(ctx, door(planned.id));
    expect(await people(ctx)).toEqual(["1|ann@x.io|Ann|Long|"]);
  });

  test("users who were edited, restored or removed since are left alone", async () => {
    await runFile(ctx, syncId, csv(ANN, BOB, CAT));
    const run = await runFile(
      ctx,
      syncId,
      csv("1,ann@x.io,Anna,Lee,", "4,dan@x.io,Dan,Orr,", "5,eve@x.io,Eve,,"),
    );
    await edit("dan@x.io", { mobile: "+1" });
    await restoreUser(ctx, { id: await idOf("bob@x.io") });
    await removeUser(ctx, { id: await idOf("ann@x.io") });
    const me = ctx.actor.label;
    const planned = await plan(run);
    expect(await lines(planned)).toEqual([
      `remove 4: kept user changed ${me}`,
      "remove 5: planned",
      `restore 2: kept user restored ${me}`,
      "restore 3: planned",
      `update 1: kept user removed ${me}`,
    ]);
    expect(planned.counts).toMatchObject({ skipped: 3, removed: 1, restored: 1, updated: 0 });
    await approveRun(ctx, { runId: planned.id, what: "all" });
    expect(await work(ctx, door(planned.id))).toMatchObject({ state: "succeeded_with_issues" });
    expect(await people(ctx)).toEqual([
      "2|bob@x.io|Bob|Ray|",
      "3|cat@x.io|Cat|Fox|",
      "4|dan@x.io|Dan|Orr|+1",
    ]);
  });

  test("a later run of the sync is someone, too", async () => {
    await runFile(ctx, syncId, csv(ANN));
    const run = await runFile(ctx, syncId, csv("1,ann@x.io,Anna,Li,"));
    await runFile(ctx, syncId, csv("1,ann@x.io,Anne,Li,"));
    const planned = await plan(run);
    expect(await lines(planned)).toEqual([
      expect.stringMatching(/^update 1: planned firstName changed Sync /),
    ]);
  });

  test("an address that was given to someone else since stays with them", async () => {
    await runFile(ctx, syncId, csv(ANN, BOB));
    const run = await runFile(ctx, syncId, csv("1,anna@x.io,Anna,Lee,"));
    await mintUser(ctx, { email: "ann@x.io" });
    await mintUser(ctx, { email: "BOB@x.io" });
    const planned = await plan(run);
    expect(await lines(planned)).toEqual([
      "restore 2: kept user address_taken -",
      "update 1: planned email address_taken -",
    ]);
    await approveRun(ctx, { runId: planned.id, what: "all" });
    await work(ctx, door(planned.id));
    expect(await people(ctx)).toEqual(["1|anna@x.io|Ann|Lee|", "by hand|BOB@x.io|||", "by hand|ann@x.io|||"]);
  });

  test("who would take an address of one who keeps it goes without, down the chain", async () => {
    await runFile(ctx, syncId, csv("1,a@x.io,,,", "2,b@x.io,,,", "3,c@x.io,,,"));
    const run = await runFile(ctx, syncId, csv("1,b@x.io,,,", "2,c@x.io,,,", "3,d@x.io,,,"));
    await mintUser(ctx, { email: "a@x.io" });
    expect(await lines(await plan(run))).toEqual([
      "update 1: kept email address_taken -",
      "update 2: kept email address_taken -",
      "update 3: kept email address_taken -",
    ]);
  });

  test("an edit between the plan of the undo and its approval is left alone as stale", async () => {
    await runFile(ctx, syncId, csv(ANN, BOB));
    const run = await runFile(ctx, syncId, csv("1,ann@x.io,Anna,Lee,", "2,bob@x.io,Bobby,Ray,"));
    const planned = await plan(run);
    await edit("ann@x.io", { firstName: "Antonia" });
    await approveRun(ctx, { runId: planned.id, what: "all" });
    expect(await work(ctx, door(planned.id))).toMatchObject({ state: "succeeded_with_issues" });
    expect(await people(ctx)).toEqual(["1|ann@x.io|Antonia|Lee|", "2|bob@x.io|Bob|Ray|"]);
  });
});

describe("what can be undone", () => {
  test("a run that changed nothing, one older than 30 days and one that is being undone can't be", async () => {
    const run = await runFile(ctx, syncId, csv(ANN));
    const same = await runFile(ctx, syncId, csv(ANN));
    await expect(undoRun(ctx, { runId: same.id })).rejects.toMatchObject({ code: "conflict" });
    const planned = await plan(run);
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
    const door2 = await queueFile(ctx, syncId, csv("1,ann@x.io,Anna,Lee,", CAT), { intent: "preview" });
    const held = await work(ctx, door2);
    await approveRun(ctx, { runId: held.id, what: "creates_and_updates" });
    const run = await work(ctx, door2);
    expect(await people(ctx)).toEqual(["1|ann@x.io|Anna|Lee|", "2|bob@x.io|Bob|Ray|", "3|cat@x.io|Cat|Fox|"]);
    expect(await lines(await plan(run))).toEqual(["remove 3: planned", "update 1: planned"]);
  });

  test("an undo approved in part leaves the rest to be undone later", async () => {
    await runFile(ctx, syncId, csv(ANN, BOB));
    const run = await runFile(ctx, syncId, csv("1,ann@x.io,Anna,Lee,", CAT));
    const planned = await plan(run);
    await approveRun(ctx, { runId: planned.id, what: "creates_and_updates" });
    await work(ctx, door(planned.id));
    expect(await people(ctx)).toEqual(["1|ann@x.io|Ann|Lee|", "2|bob@x.io|Bob|Ray|", "3|cat@x.io|Cat|Fox|"]);
    expect((await undo(await getRunRow(ctx, run.id))).counts).toMatchObject({ removed: 1, updated: 0 });
    expect(await people(ctx)).toEqual(["1|ann@x.io|Ann|Lee|", "2|bob@x.io|Bob|Ray|"]);
  });
});
