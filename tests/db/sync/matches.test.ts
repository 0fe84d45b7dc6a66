import { subDays } from "date-fns";
import { beforeEach, describe, expect, test } from "vitest";
import type { WorkspaceCtx } from "@/lib/context";
import { addListUsers } from "@/lib/lists/add-users";
import { createList } from "@/lib/lists/create";
import { chooseSame } from "@/lib/runs/choose-same";
import { approveRun } from "@/lib/runs/decide-run";
import { listChanges } from "@/lib/runs/list-changes";
import { getRunRow, type RunRow } from "@/lib/runs/store";
import { tallyMatches } from "@/lib/runs/tally-matches";
import { testDb } from "../../support/db";
import { csv, NO_GUARDS, people, runFile, told, work } from "../../support/pipeline";
import { storyFile } from "../../support/stories";
import { mintField, mintSync, mintTenant, mintWorkspace } from "../../support/tenant";
import { approve, edit, idOf, linesOf, planUndoOf, undo } from "../../support/undo";

let ctx: WorkspaceCtx;
let syncId: string;
const RE_KEY = { ...NO_GUARDS, reKey: true };

beforeEach(async () => {
  testDb();
  ctx = await mintWorkspace((await mintTenant()).ctx);
  syncId = (await mintSync(ctx, { guardSettings: RE_KEY })).id;
});

/** Says of new IDs of a plan whether they are the users they match. */
async function choose(run: RunRow, isSame: boolean, ...csvIds: string[]): Promise<RunRow> {
  const { changes } = await listChanges(ctx, { runId: run.id, kinds: [], search: "", matched: true }, null);
  const changeIds = changes.filter(({ csvId }) => csvIds.includes(csvId)).map(({ id }) => id);
  await chooseSame(ctx, { runId: run.id, isSame, changeIds });
  return getRunRow(ctx, run.id);
}

/** Whom a plan's new IDs may be: `<new ID>: same|other as <ID> of <sync>, by what`. */
async function matchesOf(run: RunRow): Promise<string[]> {
  const { changes } = await listChanges(ctx, { runId: run.id, kinds: [], search: "", matched: true }, null);
  return changes.flatMap(({ csvId, match }) =>
    match
      ? [
          `${csvId}: ${match.isSame ? "same" : "other"} as ${match.csvId} of ${match.syncName ?? "it"}, ${match.on}`,
        ]
      : [],
  );
}

/** All users there are or were: `<state> <sync's name>#<ID> <address> <names>`. */
async function everybody(): Promise<string[]> {
  const rows = await testDb().sql`
    select u.id::float8 as id, u.state, s.name, substr(u.external_id, 26) as csv_id, email, first_name, last_name
    from users u left join syncs s on s.id = u.sync_id where u.workspace_id = ${ctx.workspaceId} order by u.id`;
  return rows.map((u) =>
    [u.state, `${u.name}#${u.csv_id}`, u.email, u.first_name, u.last_name].join(" ").trim(),
  );
}

describe("files of stories", () => {
  test("rekey-blank: approved, a blank cell has cleared, and the same bytes change nothing", async () => {
    const age = await mintField(ctx, { label: "Age", type: "number" });
    await mintField(ctx, { label: "Note", type: "text" });
    await runFile(ctx, syncId, await storyFile("rekey-blank-1"));
    const held = await runFile(ctx, syncId, await storyFile("rekey-blank-2"));
    expect(held).toMatchObject({
      state: "held",
      guards: [{ code: "re_key", holds: "all" }],
      counts: { created: 0, updated: 2, removed: 0 },
    });
    const { changes } = await listChanges(ctx, { runId: held.id, kinds: [], search: "" }, null);
    expect(
      changes.map(({ csvId, before, after }) => [csvId, before?.fields[age.id], after?.fields[age.id]]),
    ).toEqual([
      ["K1", "12", undefined],
      ["K2", "1", "3"],
    ]);
    await approve(ctx, held);
    const rows = await testDb().sql`
      select substr(external_id, 26) as id, fields -> ${String(age.id)} as age from users
      where workspace_id = ${ctx.workspaceId} order by 1`;
    expect(rows).toEqual([
      { id: "K1", age: null },
      { id: "K2", age: "3" },
    ]);
    expect(await runFile(ctx, syncId, await storyFile("rekey-blank-2"))).toMatchObject({
      state: "no_change",
    });
  });

  test("recycled-address: another first name is another person, unless somebody says otherwise", async () => {
    syncId = (await mintSync(ctx, { guardSettings: { firstRun: false } })).id;
    await runFile(ctx, syncId, await storyFile("recycled-address-1"));
    const ann = await idOf(ctx, "a.lee@x.io");
    const held = await runFile(ctx, syncId, await storyFile("recycled-address-2"));
    expect(held).toMatchObject({
      state: "held",
      guards: [
        {
          code: "re_key",
          reason:
            "1 new ID is possibly the same person as a user you know. Applying creates new users, unless you choose otherwise.",
        },
      ],
      counts: { created: 1, removed: 1, updated: 0 },
    });
    expect(await matchesOf(held)).toEqual(["51: other as 50 of it, address"]);
    await approve(ctx, held);
    const rows = await testDb().sql`select id::float8 as id, state, first_name from users
      where workspace_id = ${ctx.workspaceId} and email = 'a.lee@x.io' order by id`;
    expect(rows).toMatchObject([
      { id: ann, state: "removed", first_name: "Ann" },
      { state: "active", first_name: "Arno" },
    ]);
    expect(await runFile(ctx, syncId, await storyFile("recycled-address-2"))).toMatchObject({
      state: "no_change",
    });
  });

  test("rekey-no-names: people without names are known by their addresses", async () => {
    syncId = (await mintSync(ctx, { guardSettings: { firstRun: false } })).id;
    await runFile(ctx, syncId, await storyFile("rekey-no-names-1"));
    const before = await testDb()
      .sql`select id from users where workspace_id = ${ctx.workspaceId} order by id`;
    const held = await runFile(ctx, syncId, await storyFile("rekey-no-names-2"));
    expect(held).toMatchObject({ state: "held", counts: { created: 0, removed: 0, updated: 30 } });
    expect(held.guards.map(({ code }) => code)).toEqual(["re_key", "mass_update"]);
    await approve(ctx, held);
    const after = await testDb().sql`
      select id from users where workspace_id = ${ctx.workspaceId} and substr(external_id, 26) like 'N%' order by id`;
    expect(after).toEqual(before);
  });
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
    expect(await matchesOf(next)).toEqual(["900: same as 2 of A, address_and_names"]);
    await approve(ctx, next);
    expect(await idOf(ctx, "mia@x.io")).toBe(mia);
    expect(await everybody()).toEqual([
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
    expect(await choose(held, false, "900")).toMatchObject({
      planRevision: 1,
      counts: { created: 2, restored: 0 },
    });
    expect(await choose(held, true, "900")).toMatchObject({
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
    const was = await everybody();
    const held = await runFile(ctx, other, csv("900,m.berg@x.io,Mia,Berg,+358"));
    expect(await matchesOf(held)).toEqual(["900: other as 2 of A, names"]);
    await choose(held, true, "900");
    const run = await approve(ctx, held);
    const became = await everybody();
    expect(became[1]).toBe("active B#900 m.berg@x.io Mia Berg");
    const back = await undo(ctx, run);
    expect(back.state).toBe("succeeded");
    expect(await everybody()).toEqual(was);
    await undo(ctx, back);
    expect(await everybody()).toEqual(became);
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
    const chosen = await choose(held, true, "N1");
    expect(chosen.counts).toMatchObject({ created: 0, updated: 2, removed: 0 });
    expect(await linesOf(ctx, held)).toEqual(["relink N1: planned", "relink N2: planned"]);
    await choose(held, false, "N1", "N2");
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
    await choose(held, false, "N2");
    await expect(applyOnly(held, "N1")).rejects.toMatchObject({ code: "conflict" });
    await choose(held, true, "N1");
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
    expect(await matchesOf(held)).toEqual(["N1: same as 1 of it, address", "N2: same as 2 of it, address"]);
  });

  test("of somebody else in between stops an approval of the plan as it was", async () => {
    await runFile(ctx, syncId, before);
    const held = await runFile(ctx, syncId, after);
    await choose(held, true, "N1");
    await expect(approveRun(ctx, { runId: held.id, what: "all", revision: 0 })).rejects.toMatchObject({
      code: "conflict",
      message: "Somebody else has changed a choice in this plan since you opened it.",
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
    await choose(held, true, "N1");
    await edit(ctx, "ann@x.io", { lastName: "Long" });
    expect(await approve(ctx, held)).toMatchObject({ state: "succeeded_with_issues" });
    expect(await people(ctx)).toEqual(["1|ann@x.io|Ann|Long|", "N2|bob@x.io|Bob|Ray|"]);
  });

  test("is undone with the rest of the run", async () => {
    await runFile(ctx, syncId, before);
    const was = await everybody();
    const held = await runFile(ctx, syncId, after);
    await choose(held, true, "N1");
    await undo(ctx, await approve(ctx, held));
    expect(await everybody()).toEqual(was);
  });
});

describe("somebody removed", () => {
  test("more than 30 days ago is nobody known any more; nor is an author, or one added manually", async () => {
    const rows = ["1,ann@x.io,Ann,Lee,", "2,bob@x.io,Bob,Ray,", "3,cat@x.io,Cat,Fox,", "4,dan@x.io,Dan,Orr,"];
    await runFile(ctx, syncId, csv(...rows));
    await runFile(ctx, syncId, csv("4,dan@x.io,Dan,Orr,"));
    const { sql } = testDb();
    const old = subDays(new Date(), 31).toISOString();
    await sql`update users set removed_at = ${old} where email = 'ann@x.io' and workspace_id = ${ctx.workspaceId}`;
    await sql`update users set role = 'author' where email = 'bob@x.io' and workspace_id = ${ctx.workspaceId}`;
    await sql`update users set sync_id = null, external_id = null where email = 'cat@x.io' and workspace_id = ${ctx.workspaceId}`;
    const run = await runFile(
      ctx,
      syncId,
      csv(...rows.map((row) => (row.startsWith("4") ? row : `N${row}`))),
    );
    expect(run).toMatchObject({ state: "succeeded", counts: { created: 3, restored: 0 } });
  });

  test("by this sync is known by the address in another case", async () => {
    await runFile(ctx, syncId, csv("1,Ann@x.io,Ann,Lee,", "2,bob@x.io,Bob,Ray,"));
    await runFile(ctx, syncId, csv("2,bob@x.io,Bob,Ray,"));
    const held = await runFile(ctx, syncId, csv("2,bob@x.io,Bob,Ray,", "900,ANN@x.io,ann,LEE,"));
    expect(await matchesOf(held)).toEqual(["900: same as 1 of it, address_and_names"]);
  });

  test("is asked about once: created by choice, the new ID is a user of its own", async () => {
    await runFile(ctx, syncId, csv("1,ann@x.io,Ann,Lee,"));
    await runFile(ctx, syncId, csv("2,bob@x.io,Bob,Ray,"));
    const file = csv("2,bob@x.io,Bob,Ray,", "900,ann@x.io,Arno,Lee,");
    await approve(ctx, await runFile(ctx, syncId, file));
    expect((await runFile(ctx, syncId, csv("2,bob@x.io,Bob,Roy,", "900,ann@x.io,Arno,Lee,"))).state).toBe(
      "succeeded",
    );
  });
});

/** Applies the lines of a plan that are about these IDs, and nothing else. */
async function applyOnly(run: RunRow, ...csvIds: string[]): Promise<RunRow> {
  const { changes } = await listChanges(ctx, { runId: run.id, kinds: [], search: "" }, null);
  const changeIds = changes.filter(({ csvId }) => csvIds.includes(csvId)).map(({ id }) => id);
  await approveRun(ctx, { runId: run.id, what: "ticked", changeIds });
  return work(ctx, { orgId: ctx.orgId, workspaceId: ctx.workspaceId, syncId, runId: run.id });
}
