import { subDays } from "date-fns";
import { beforeEach, describe, expect, test } from "vitest";
import type { WorkspaceCtx } from "@/lib/context";
import { deleteField } from "@/lib/fields/delete";
import { listChanges } from "@/lib/runs/read-plan";
import { testDb } from "../../support/db";
import { choose, matchesOf } from "../../support/matches";
import { csv, NO_GUARDS, runFile } from "../../support/pipeline";
import { storyFile } from "../../support/stories";
import { mintField, mintSync, mintTenant, mintWorkspace } from "../../support/tenant";
import { approve, idOf } from "../../support/undo";

let ctx: WorkspaceCtx;
let syncId: string;
const RE_KEY = { ...NO_GUARDS, reKey: true };

beforeEach(async () => {
  testDb();
  ctx = await mintWorkspace((await mintTenant()).ctx);
  syncId = (await mintSync(ctx, { guardSettings: RE_KEY })).id;
});

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
    expect(await matchesOf(ctx, held)).toEqual(["51: other as 50 of it, address"]);
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

test("a field that was deleted while the plan waited does not come back with a choice", async () => {
  const note = await mintField(ctx, { label: "Note", type: "text" });
  const header = "ID,Email,First name,Last name,Mobile,Note";
  await runFile(ctx, syncId, `${header}\n1,ann@x.io,Ann,Lee,,\n`);
  const held = await runFile(ctx, syncId, `${header}\nN1,ann@x.io,Arno,Lee,,new\n`);
  await deleteField(ctx, { id: note.id });
  await choose(ctx, held, true, "N1");
  await approve(ctx, held);
  const rows = await testDb()
    .sql`select first_name, fields from users where workspace_id = ${ctx.workspaceId}`;
  expect(rows).toEqual([{ first_name: "Arno", fields: {} }]);
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
    expect(await matchesOf(ctx, held)).toEqual(["900: same as 1 of it, address_and_names"]);
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
