import { beforeEach, describe, expect, test } from "vitest";
import type { WorkspaceCtx } from "@/lib/context";
import { removeUser } from "@/lib/users/remove";
import { restoreUser } from "@/lib/users/restore";
import { testDb } from "../../support/db";
import { csv, NO_GUARDS, people, runFile } from "../../support/pipeline";
import { mintSync, mintTenant, mintUser, mintWorkspace } from "../../support/tenant";
import { approve, edit, idOf, linesOf, planUndoOf } from "../../support/undo";

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

describe("what someone changed since stays, and is told", () => {
  test("a part that a member changed is kept with their name; the other parts go back", async () => {
    await runFile(ctx, syncId, csv(ANN));
    const run = await runFile(ctx, syncId, csv("1,ann@x.io,Anna,Li,+358"));
    await edit(ctx, "ann@x.io", { lastName: "Long" });
    const planned = await planUndoOf(ctx, run);
    expect(await linesOf(ctx, planned)).toEqual([`update 1: planned lastName changed ${ctx.actor.label}`]);
    await approve(ctx, planned);
    expect(await people(ctx)).toEqual(["1|ann@x.io|Ann|Long|"]);
  });

  test("users who were edited, restored or removed since are left alone", async () => {
    await runFile(ctx, syncId, csv(ANN, BOB, CAT));
    const run = await runFile(
      ctx,
      syncId,
      csv("1,ann@x.io,Anna,Lee,", "4,dan@x.io,Dan,Orr,", "5,eve@x.io,Eve,,"),
    );
    await edit(ctx, "dan@x.io", { mobile: "+1" });
    await restoreUser(ctx, { id: await idOf(ctx, "bob@x.io") });
    await removeUser(ctx, { id: await idOf(ctx, "ann@x.io") });
    const me = ctx.actor.label;
    const planned = await planUndoOf(ctx, run);
    expect(await linesOf(ctx, planned)).toEqual([
      `remove 4: kept user changed ${me}`,
      "remove 5: planned",
      `restore 2: kept user restored ${me}`,
      "restore 3: planned",
      `update 1: kept user removed ${me}`,
    ]);
    expect(planned.counts).toMatchObject({ skipped: 3, removed: 1, restored: 1, updated: 0 });
    expect(await approve(ctx, planned)).toMatchObject({ state: "succeeded_with_issues" });
    expect(await people(ctx)).toEqual([
      "2|bob@x.io|Bob|Ray|",
      "3|cat@x.io|Cat|Fox|",
      "4|dan@x.io|Dan|Orr|+1",
    ]);
  });

  test("a user who was made an admin since is not removed", async () => {
    const run = await runFile(ctx, syncId, csv(ANN, BOB));
    await edit(ctx, "ann@x.io", { role: "admin" });
    const planned = await planUndoOf(ctx, run);
    expect(await linesOf(ctx, planned)).toEqual([
      `remove 1: kept user protected ${ctx.actor.label}`,
      "remove 2: planned",
    ]);
  });

  test("a user who was restored and removed again by a member stays removed", async () => {
    await runFile(ctx, syncId, csv(ANN, BOB));
    const run = await runFile(ctx, syncId, csv(ANN));
    const id = await idOf(ctx, "bob@x.io");
    await restoreUser(ctx, { id });
    await removeUser(ctx, { id });
    expect(await linesOf(ctx, await planUndoOf(ctx, run))).toEqual([
      `restore 2: kept user removed ${ctx.actor.label}`,
    ]);
  });

  test("an ID that a newcomer was given since stays with them", async () => {
    syncId = (await mintSync(ctx, { guardSettings: { ...NO_GUARDS, reKey: true } })).id;
    await runFile(ctx, syncId, csv(ANN, BOB));
    const held = await runFile(ctx, syncId, csv("11,ann@x.io,Ann,Lee,", "12,bob@x.io,Bob,Ray,"));
    const run = await approve(ctx, held);
    await runFile(ctx, syncId, csv("1,new@x.io,New,One,"), { mode: "add_and_update" });
    expect(await linesOf(ctx, await planUndoOf(ctx, run))).toEqual([
      "relink 1: kept user id_taken -",
      "relink 2: planned",
    ]);
  });

  test("a user who was given another ID since is found, and stays", async () => {
    syncId = (await mintSync(ctx, { guardSettings: { ...NO_GUARDS, reKey: true } })).id;
    const run = await runFile(ctx, syncId, csv(ANN, BOB));
    await approve(ctx, await runFile(ctx, syncId, csv("11,ann@x.io,Ann,Lee,", "12,bob@x.io,Bob,Ray,")));
    expect(await linesOf(ctx, await planUndoOf(ctx, run))).toEqual([
      "remove 1: kept user changed Sync Employees",
      "remove 2: kept user changed Sync Employees",
    ]);
  });

  test("a user who is gone for good is told", async () => {
    await runFile(ctx, syncId, csv(ANN, BOB));
    const run = await runFile(ctx, syncId, csv(ANN));
    await testDb().sql`delete from users where workspace_id = ${ctx.workspaceId} and email = 'bob@x.io'`;
    expect(await linesOf(ctx, await planUndoOf(ctx, run))).toEqual(["restore 2: kept user gone -"]);
  });

  test("a later run of the sync is someone, too", async () => {
    await runFile(ctx, syncId, csv(ANN));
    const run = await runFile(ctx, syncId, csv("1,ann@x.io,Anna,Li,"));
    await runFile(ctx, syncId, csv("1,ann@x.io,Anne,Li,"));
    const planned = await planUndoOf(ctx, run);
    expect(await linesOf(ctx, planned)).toEqual([
      expect.stringMatching(/^update 1: planned firstName changed Sync /),
    ]);
  });

  test("an address that was given to someone else since stays with them", async () => {
    await runFile(ctx, syncId, csv(ANN, BOB));
    const run = await runFile(ctx, syncId, csv("1,anna@x.io,Anna,Lee,"));
    await mintUser(ctx, { email: "ann@x.io" });
    await mintUser(ctx, { email: "BOB@x.io" });
    const planned = await planUndoOf(ctx, run);
    expect(await linesOf(ctx, planned)).toEqual([
      "restore 2: kept user address_taken -",
      "update 1: planned email address_taken -",
    ]);
    await approve(ctx, planned);
    expect(await people(ctx)).toEqual(["1|anna@x.io|Ann|Lee|", "by hand|BOB@x.io|||", "by hand|ann@x.io|||"]);
  });

  test("who would take an address of one who keeps it goes without, down the chain", async () => {
    await runFile(ctx, syncId, csv("1,a@x.io,,,", "2,b@x.io,,,", "3,c@x.io,,,"));
    const run = await runFile(ctx, syncId, csv("1,b@x.io,,,", "2,c@x.io,,,", "3,d@x.io,,,"));
    await mintUser(ctx, { email: "a@x.io" });
    expect(await linesOf(ctx, await planUndoOf(ctx, run))).toEqual([
      "update 1: kept email address_taken -",
      "update 2: kept email address_taken -",
      "update 3: kept email address_taken -",
    ]);
  });

  test("an edit between the plan of the undo and its approval is left alone as stale", async () => {
    await runFile(ctx, syncId, csv(ANN, BOB));
    const run = await runFile(ctx, syncId, csv("1,ann@x.io,Anna,Lee,", "2,bob@x.io,Bobby,Ray,"));
    const planned = await planUndoOf(ctx, run);
    await edit(ctx, "ann@x.io", { firstName: "Antonia" });
    expect(await approve(ctx, planned)).toMatchObject({ state: "succeeded_with_issues" });
    expect(await people(ctx)).toEqual(["1|ann@x.io|Antonia|Lee|", "2|bob@x.io|Bob|Ray|"]);
  });
});
