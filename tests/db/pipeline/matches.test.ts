import { beforeEach, describe, expect, test } from "vitest";
import type { WorkspaceCtx } from "@/lib/context";
import { addListUsers } from "@/lib/lists/change-users";
import { createList } from "@/lib/lists/create";
import { approveRun, chooseSame } from "@/lib/runs/decide-run";
import { listChanges, tallyMatches } from "@/lib/runs/read-plan";
import { getRunRow, type RunRow } from "@/lib/runs/store";
import { testDb } from "../../support/db";
import { choose, everybody, matchesOf } from "../../support/matches";
import { csv, NO_GUARDS, people, runFile, told, work } from "../../support/pipeline";
import { mintSync, mintTenant, mintWorkspace } from "../../support/tenant";
import { approve, edit, idOf, linesOf, planUndoOf, undo } from "../../support/undo";

let ctx: WorkspaceCtx;
let syncId: string;
const RE_KEY = { ...NO_GUARDS, reKey: true };

beforeEach(async () => {
  testDb();
  ctx = await mintWorkspace((await mintTenant()).ctx);
  syncId = (await mintSync(ctx, { guardSettings: RE_KEY })).id;
});

describe("somebody who moves from one sync to another", () => {
  let other: string;
  beforeEach(async () => {
    other = (await mintSync(ctx, { name: "B", guardSettings: RE_KEY })).id;
    await testDb().sql`update syncs set name = 'A' where id = ${syncId}`;
    await runFile(ctx, syncId, csv("1,ann@x.io,Ann,Lee,", "2,mia@x.io,Mia,Berg,"));
  });
  const B = csv("70,bo@x.io,Bo,Dal,", "900,mia@x.io,Mia,Berg,");

  test("is an error while the first has them, which heals by itself when it lets go", async () => {
    const mia = await idOf(ctx, "mia@x.io");
    const early = await runFile(ctx, other, B);
    expect(await told(ctx, early.id)).toEqual(["error 3 E-mail address belongs to a user of another source"]);
    await runFile(ctx, syncId, csv("1,ann@x.io,Ann,Lee,"));
    const next = await runFile(ctx, other, B);
    expect(next).toMatchObject({
      state: "held",
      guards: [
        {
          reason:
            "1 user removed in the last 30 days is back under a new ID. Applying restores them with everything they had.",
        },
      ],
      counts: { created: 0, restored: 1 },
    });
    expect(await matchesOf(ctx, next)).toEqual(["900: same as 2 of A, address_and_names"]);
    await approve(ctx, next);
    expect(await idOf(ctx, "mia@x.io")).toBe(mia);
    expect(await everybody(ctx)).toEqual([
      "active A#1 ann@x.io Ann Lee",
      "active B#900 mia@x.io Mia Berg",
      "active B#70 bo@x.io Bo Dal",
    ]);
    expect((await runFile(ctx, other, B)).state).toBe("no_change");
  });

  test("keeps what was given by hand, and is somebody new by choice", async () => {
    const { id: listId } = await createList(ctx, {
      name: "Picked",
      description: "",
      kind: "static",
      rule: null,
    });
    const mia = await idOf(ctx, "mia@x.io");
    await addListUsers(ctx, { id: listId, userIds: [mia] });
    await runFile(ctx, syncId, csv("1,ann@x.io,Ann,Lee,"));
    const held = await runFile(ctx, other, B);
    expect(await choose(ctx, held, false, "900")).toMatchObject({
      planRevision: 1,
      counts: { created: 2, restored: 0 },
    });
    expect(await choose(ctx, held, true, "900")).toMatchObject({
      planRevision: 2,
      counts: { created: 1, restored: 1 },
    });
    await approve(ctx, held);
    const inList = await testDb()
      .sql`select user_id::float8 as id from user_list_members where list_id = ${listId}`;
    expect(inList).toEqual([{ id: mia }]);
    expect(await people(ctx)).toContain("900|mia@x.io|Mia|Berg|");
  });

  test("goes back to where they were by an undo, and forth by its own", async () => {
    await runFile(ctx, syncId, csv("1,ann@x.io,Ann,Lee,"));
    const was = await everybody(ctx);
    const held = await runFile(ctx, other, csv("900,m.berg@x.io,Mia,Berg,+358"));
    expect(await matchesOf(ctx, held)).toEqual(["900: other as 2 of A, names"]);
    await choose(ctx, held, true, "900");
    const run = await approve(ctx, held);
    const became = await everybody(ctx);
    expect(became[1]).toBe("active B#900 m.berg@x.io Mia Berg");
    const back = await undo(ctx, run);
    expect(back.state).toBe("succeeded");
    expect(await everybody(ctx)).toEqual(was);
    await undo(ctx, back);
    expect(await everybody(ctx)).toEqual(became);
  });

  test("stays where they are when their former ID was given to somebody else meanwhile", async () => {
    await runFile(ctx, syncId, csv("1,ann@x.io,Ann,Lee,"));
    const run = await approve(ctx, await runFile(ctx, other, B));
    await runFile(ctx, syncId, csv("1,ann@x.io,Ann,Lee,", "2,new@x.io,New,One,"));
    expect(await linesOf(ctx, await planUndoOf(ctx, run))).toEqual([
      "remove 70: planned",
      "remove 2: kept user id_taken -",
    ]);
  });
});

describe("the choice", () => {
  const before = csv("1,ann@x.io,Ann,Lee,", "2,bob@x.io,Bob,Ray,");
  const after = csv("N1,ann@x.io,Arno,Lee,", "N2,bob@x.io,Bob,Ray,");

  test("changes the plan: the same person keeps the line of the user, and nobody is removed", async () => {
    await runFile(ctx, syncId, before);
    const held = await runFile(ctx, syncId, after);
    expect(await linesOf(ctx, held)).toEqual([
      "create N1: planned",
      "relink N2: planned",
      "remove 1: planned",
    ]);
    const chosen = await choose(ctx, held, true, "N1");
    expect(chosen.counts).toMatchObject({ created: 0, updated: 2, removed: 0 });
    expect(await linesOf(ctx, held)).toEqual(["relink N1: planned", "relink N2: planned"]);
    await choose(ctx, held, false, "N1", "N2");
    expect((await linesOf(ctx, held)).sort()).toEqual([
      "create N1: planned",
      "create N2: planned",
      "remove 1: planned",
      "remove 2: planned",
    ]);
    const done = await approve(ctx, held);
    expect(done.counts).toMatchObject({ created: 2, removed: 2, updated: 0 });
    expect(await people(ctx)).toEqual(["N1|ann@x.io|Arno|Lee|", "N2|bob@x.io|Bob|Ray|"]);
    expect((await runFile(ctx, syncId, after)).state).toBe("no_change");
  });

  test("of somebody new waits with the removal that frees the address, of the same person it doesn't", async () => {
    await runFile(ctx, syncId, before);
    const held = await runFile(ctx, syncId, after);
    await choose(ctx, held, false, "N2");
    await expect(applyOnly(held, "N1")).rejects.toMatchObject({ code: "conflict" });
    await choose(ctx, held, true, "N1");
    await applyOnly(held, "N1");
    expect(await people(ctx)).toEqual(["2|bob@x.io|Bob|Ray|", "N1|ann@x.io|Arno|Lee|"]);
  });

  test("can be made for all lines that match by the same", async () => {
    await runFile(ctx, syncId, before);
    const held = await runFile(ctx, syncId, csv("N1,ann@x.io,Arno,Lee,", "N2,bob@x.io,Rob,Ray,"));
    expect(await tallyMatches(ctx, { runId: held.id })).toEqual([{ on: "address", isSame: false, count: 2 }]);
    expect(await chooseSame(ctx, { runId: held.id, isSame: true, on: "address" })).toEqual({ lines: 2 });
    expect(await chooseSame(ctx, { runId: held.id, isSame: true, on: "address" })).toEqual({ lines: 0 });
    expect(await getRunRow(ctx, held.id)).toMatchObject({ planRevision: 1 });
    expect(await matchesOf(ctx, held)).toEqual([
      "N1: same as 1 of it, address",
      "N2: same as 2 of it, address",
    ]);
  });

  test("of somebody else in between stops an approval of the plan as it was", async () => {
    await runFile(ctx, syncId, before);
    const held = await runFile(ctx, syncId, after);
    await choose(ctx, held, true, "N1");
    await expect(approveRun(ctx, { runId: held.id, what: "all", revision: 0 })).rejects.toMatchObject({
      code: "conflict",
      message: "Someone else changed a choice in this plan after you opened it.",
    });
    expect(await getRunRow(ctx, held.id)).toMatchObject({ state: "held", decision: null });
    await approveRun(ctx, { runId: held.id, what: "all", revision: 1 });
  });

  test("is over when the plan waits no more", async () => {
    await runFile(ctx, syncId, before);
    const held = await runFile(ctx, syncId, after);
    await approve(ctx, held);
    await expect(chooseSame(ctx, { runId: held.id, isSame: true, on: "address" })).rejects.toMatchObject({
      code: "conflict",
    });
  });

  test("of a user who was edited meanwhile is left alone", async () => {
    await runFile(ctx, syncId, before);
    const held = await runFile(ctx, syncId, after);
    await choose(ctx, held, true, "N1");
    await edit(ctx, "ann@x.io", { lastName: "Long" });
    expect(await approve(ctx, held)).toMatchObject({ state: "succeeded_with_issues" });
    expect(await people(ctx)).toEqual(["1|ann@x.io|Ann|Long|", "N2|bob@x.io|Bob|Ray|"]);
  });

  test("is undone with the rest of the run", async () => {
    await runFile(ctx, syncId, before);
    const was = await everybody(ctx);
    const held = await runFile(ctx, syncId, after);
    await choose(ctx, held, true, "N1");
    await undo(ctx, await approve(ctx, held));
    expect(await everybody(ctx)).toEqual(was);
  });
});

/** Applies the lines of a plan that are about these IDs, and nothing else. */
async function applyOnly(run: RunRow, ...csvIds: string[]): Promise<RunRow> {
  const { changes } = await listChanges(ctx, { runId: run.id, kinds: [], search: "" }, null);
  const changeIds = changes.filter(({ csvId }) => csvIds.includes(csvId)).map(({ id }) => id);
  await approveRun(ctx, { runId: run.id, what: "ticked", changeIds });
  return work(ctx, { orgId: ctx.orgId, workspaceId: ctx.workspaceId, syncId, runId: run.id });
}
