import { beforeEach, describe, expect, test } from "vitest";
import type { WorkspaceCtx } from "@/lib/context";
import { approveRun } from "@/lib/runs/decide-run";
import { detachSync } from "@/lib/syncs/detach";
import { testDb } from "../../support/db";
import { csv, HEADER, NO_GUARDS, people, runFile, told, work } from "../../support/pipeline";
import { mintField, mintSync, mintTenant, mintUser, mintWorkspace } from "../../support/tenant";
import { edit } from "../../support/undo";

// What other products get wrong, one story each.

let ctx: WorkspaceCtx;
let syncId: string;

beforeEach(async () => {
  testDb();
  ctx = await mintWorkspace((await mintTenant()).ctx);
  syncId = (await mintSync(ctx, { guardSettings: NO_GUARDS })).id;
});

const one = async (email: string) => {
  const rows = await testDb().sql`
    select id::float8 as id, role, state, external_id, fields from users
    where workspace_id = ${ctx.workspaceId} and email = ${email} order by state`;
  return rows[0];
};

function orders<T>(items: readonly T[]): T[][] {
  if (items.length < 2) return [[...items]];
  return items.flatMap((first, at) =>
    orders([...items.slice(0, at), ...items.slice(at + 1)]).map((rest) => [first, ...rest]),
  );
}

describe("addresses that change hands in one file", () => {
  test("two people whose IDs were swapped are two updates, and a note names both", async () => {
    await runFile(ctx, syncId, csv("1,ann@x.io,Ann,Ek,", "2,bob@x.io,Bob,Dal,"));
    const run = await runFile(ctx, syncId, csv("2,ann@x.io,Ann,Ek,", "1,bob@x.io,Bob,Dal,"));
    expect(run.counts).toMatchObject({ updated: 2, created: 0, removed: 0 });
    expect(run.notes).toEqual([
      "These people swapped their IDs in the file: Ann Ek (1 to 2) and Bob Dal (2 to 1). Lists and teams assigned in Rollcall stay with the ID, not with the person.",
    ]);
  });

  test("three rotate while a joiner takes a leaver's address, in each of the 24 row orders", async () => {
    const before = csv("1,a@x.io,,,", "2,b@x.io,,,", "3,c@x.io,,,", "4,d@x.io,,,");
    const after = ["1,b@x.io,,,", "2,c@x.io,,,", "3,a@x.io,,,", "5,d@x.io,,,"];
    for (const order of orders(after)) {
      await runFile(ctx, syncId, before);
      expect(await people(ctx)).toEqual(["1|a@x.io|||", "2|b@x.io|||", "3|c@x.io|||", "4|d@x.io|||"]);
      expect((await runFile(ctx, syncId, csv(...order))).counts).toMatchObject({ errors: 0 });
      expect([order, await people(ctx)]).toEqual([
        order,
        ["1|b@x.io|||", "2|c@x.io|||", "3|a@x.io|||", "5|d@x.io|||"],
      ]);
    }
  });

  test("two swap and differ in capitals only from what they were", async () => {
    await runFile(ctx, syncId, csv("1,Ann@x.io,,,", "2,bob@x.io,,,"));
    await runFile(ctx, syncId, csv("1,BOB@x.io,,,", "2,ann@x.io,,,"));
    expect(await people(ctx)).toEqual(["1|BOB@x.io|||", "2|ann@x.io|||"]);
  });
});

describe("rows with mistakes", () => {
  test.each([
    ["an address that is none", "2,bob(at)x.io,Bob,Ray,"],
    ["no address", "2,,Bob,Ray,"],
    ["a cell too few", "2,bob@x.io,Bob"],
    ["a cell too many", "2,bob@x.io,Bob,Ray,,more"],
    ["an ID that stands there twice", "2,bob@x.io,Bob,Ray,\n2,bob@x.io,Bobby,Ray,"],
    ["another's address", "2,ann@x.io,Bob,Ray,"],
  ])("a row with %s never removes or changes its user", async (_, row) => {
    await runFile(ctx, syncId, csv("1,ann@x.io,Ann,Lee,", "2,bob@x.io,Bob,Ray,", "3,cat@x.io,Cat,Fox,"));
    const run = await runFile(ctx, syncId, csv("1,ann@x.io,Ann,Lee,", row));
    expect(run.state).toBe("succeeded_with_issues");
    expect(await people(ctx)).toEqual(["1|ann@x.io|Ann|Lee|", "2|bob@x.io|Bob|Ray|"]);
  });

  test("a row whose ID can't be read holds every removal, and the rest goes on", async () => {
    await runFile(ctx, syncId, csv("1,ann@x.io,Ann,Lee,", "2,bob@x.io,Bob,Ray,"));
    const run = await runFile(ctx, syncId, csv("1,ann@x.io,Ann,Li,", ",bob@y.io,Bob,Ray,"));
    expect(run).toMatchObject({ state: "held", guards: [{ code: "unreadable_id", holds: "removals" }] });
    expect(await people(ctx)).toEqual(["1|ann@x.io|Ann|Li|", "2|bob@x.io|Bob|Ray|"]);
  });

  test("two identical rows are one row and a warning", async () => {
    const run = await runFile(ctx, syncId, csv("1,ann@x.io,Ann,Lee,", "1,ann@x.io,Ann,Lee,"));
    expect(await told(ctx, run.id)).toEqual(["warning 3 Row is the same as row 2"]);
    expect(await people(ctx)).toEqual(["1|ann@x.io|Ann|Lee|"]);
  });

  test("two rows with one ID that differ are both skipped, and both are named", async () => {
    const run = await runFile(ctx, syncId, csv("1,ann@x.io,Ann,Lee,", "1,ann@x.io,Ann,Li,"));
    expect(await told(ctx, run.id)).toEqual([
      "error 2 Duplicate ID: 1 (rows 2, 3)",
      "error 3 Duplicate ID: 1 (rows 2, 3)",
    ]);
    expect(await people(ctx)).toEqual([]);
  });

  test("two IDs with one address, in other capitals, are both skipped", async () => {
    const run = await runFile(ctx, syncId, csv("1,ann@x.io,Ann,Lee,", "2,ANN@x.io,Bob,Ray,"));
    expect(await told(ctx, run.id)).toEqual([
      "error 2 Duplicate e-mail address: ann@x.io (rows 2, 3)",
      "error 3 Duplicate e-mail address: ann@x.io (rows 2, 3)",
    ]);
    expect(await people(ctx)).toEqual([]);
  });
});

describe("columns", () => {
  const withTeam = (...rows: string[]) => `${[`${HEADER},Team`, ...rows].join("\n")}\n`;
  const teamOf = async (id: number) => (await one("ann@x.io"))?.fields[id];

  test("an absent column is not a blank one: values stay, and the plan waits", async () => {
    const team = await mintField(ctx, { label: "Team", type: "text" });
    await runFile(ctx, syncId, withTeam("1,ann@x.io,Ann,Lee,,Red"));
    await testDb().sql`update syncs set guard_settings = '{}' where id = ${syncId}`;
    const held = await runFile(ctx, syncId, csv("1,ann@x.io,Ann,Lee,+1"));
    expect(held).toMatchObject({ state: "held", guards: [{ code: "header_drift" }] });
    expect(held.guards[0]?.reason).toContain("Team");
    await approveRun(ctx, { runId: held.id, what: "all" });
    await work(ctx, { orgId: ctx.orgId, workspaceId: ctx.workspaceId, syncId, runId: held.id });
    expect(await people(ctx)).toEqual(["1|ann@x.io|Ann|Lee|+1"]);
    expect(await teamOf(team.id)).toBe("Red");
  });

  test("a blank cell clears the field, unless its column says keep", async () => {
    const team = await mintField(ctx, { label: "Team", type: "text" });
    await runFile(ctx, syncId, withTeam("1,ann@x.io,Ann,Lee,,Red"));
    const keep = { columns: { Team: { kind: "field", fieldId: team.id, blank: "keep" } } };
    await testDb().sql`update syncs set mapping = ${testDb().sql.json(keep)} where id = ${syncId}`;
    await runFile(ctx, syncId, withTeam("1,ann@x.io,Ann,Lee,,"));
    expect(await teamOf(team.id)).toBe("Red");
    await testDb().sql`update syncs set mapping = '{"columns": {}}' where id = ${syncId}`;
    await runFile(ctx, syncId, withTeam("1,ann@x.io,Ann,Lee,,"));
    expect(await teamOf(team.id)).toBeUndefined();
  });
});

describe("people whom someone else looks after", () => {
  test("a user added by hand keeps their address, and the row is an error", async () => {
    await mintUser(ctx, { email: "ann@x.io", firstName: "Annie" });
    const run = await runFile(ctx, syncId, csv("1,ann@x.io,Ann,Lee,"));
    expect(await told(ctx, run.id)).toEqual(["error 2 E-mail address belongs to a user added by hand"]);
    expect(await people(ctx)).toEqual(["by hand|ann@x.io|Annie||"]);
  });

  test("with adoption on, the sync takes the user over, with the ID and fields they had", async () => {
    const shoe = await mintField(ctx, { label: "Shoe", type: "text" });
    syncId = (await mintSync(ctx, { guardSettings: NO_GUARDS, adoption: "link" })).id;
    const { id } = await mintUser(ctx, { email: "ann@x.io", fields: { [shoe.id]: "39" } });
    await runFile(ctx, syncId, csv("1,Ann@x.io,Ann,Lee,"));
    expect(await one("Ann@x.io")).toMatchObject({
      id,
      external_id: `${syncId}#1`,
      fields: { [shoe.id]: "39" },
    });
  });

  test.each(["author", "admin"] as const)(
    "an %s is never adopted, removed or demoted by a file",
    async (role) => {
      syncId = (await mintSync(ctx, { guardSettings: NO_GUARDS, adoption: "link" })).id;
      await mintUser(ctx, { email: "boss@x.io", role });
      await runFile(ctx, syncId, csv("1,boss@x.io,B,B,", "2,ann@x.io,Ann,Lee,"));
      await testDb().sql`update users set role = ${role}, version = version + 1
                       where workspace_id = ${ctx.workspaceId} and email = 'ann@x.io'`;
      await runFile(ctx, syncId, csv("3,cat@x.io,Cat,Fox,"));
      expect(await one("boss@x.io")).toMatchObject({ role, state: "active", external_id: null });
      expect(await one("ann@x.io")).toMatchObject({ role, state: "active" });
    },
  );

  test("two syncs share a person: the first to have them keeps them, until it lets go", async () => {
    const other = await mintSync(ctx, { guardSettings: NO_GUARDS });
    await runFile(ctx, syncId, csv("1,ann@x.io,Ann,Lee,", "2,bob@x.io,Bob,Ray,"));
    const shared = csv("77,ann@x.io,Annie,Long,", "78,cat@x.io,Cat,Fox,");
    const run = await runFile(ctx, other.id, shared);
    expect(await told(ctx, run.id)).toEqual(["error 2 E-mail address belongs to a user of another source"]);
    expect(await people(ctx)).toEqual(["1|ann@x.io|Ann|Lee|", "2|bob@x.io|Bob|Ray|", "78|cat@x.io|Cat|Fox|"]);
    await runFile(ctx, syncId, csv("2,bob@x.io,Bob,Ray,"));
    expect((await runFile(ctx, other.id, shared)).counts).toMatchObject({ created: 1, errors: 0 });
    expect(await people(ctx)).toEqual([
      "2|bob@x.io|Bob|Ray|",
      "77|ann@x.io|Annie|Long|",
      "78|cat@x.io|Cat|Fox|",
    ]);
  });

  test("a detached sync's users, kept, can be adopted by the next one", async () => {
    await runFile(ctx, syncId, csv("1,ann@x.io,Ann,Lee,"));
    const before = await one("ann@x.io");
    await detachSync(ctx, { syncId, users: "keep" });
    const next = await mintSync(ctx, { guardSettings: NO_GUARDS, adoption: "link" });
    await runFile(ctx, next.id, csv("900,ann@x.io,Ann,Lee,"));
    expect(await one("ann@x.io")).toMatchObject({ id: before?.id, external_id: `${next.id}#900` });
  });

  test("a detached sync's users, removed, leave their addresses to the next one", async () => {
    await runFile(ctx, syncId, csv("1,ann@x.io,Ann,Lee,"));
    await detachSync(ctx, { syncId, users: "remove" });
    expect(await people(ctx)).toEqual([]);
    const next = await mintSync(ctx, { guardSettings: NO_GUARDS });
    expect((await runFile(ctx, next.id, csv("1,ann@x.io,Ann,Lee,"))).counts).toMatchObject({ created: 1 });
  });
});

describe("people who come back", () => {
  test("a user who reappears is the same user, with every value the file does not name", async () => {
    const shoe = await mintField(ctx, { label: "Shoe", type: "text" });
    await runFile(ctx, syncId, `${HEADER},Shoe\n1,ann@x.io,Ann,Lee,,39\n2,bob@x.io,Bob,Ray,,44\n`);
    const before = await one("bob@x.io");
    await runFile(ctx, syncId, csv("1,ann@x.io,Ann,Lee,"));
    expect(await one("bob@x.io")).toMatchObject({ state: "removed" });
    await runFile(ctx, syncId, csv("1,ann@x.io,Ann,Lee,", "2,bobby@x.io,Bob,Ray,"));
    expect(await one("bobby@x.io")).toEqual({ ...before, fields: { [shoe.id]: "44" } });
  });

  test("most people under new IDs is a re-key: it waits, and approved, they stay who they are", async () => {
    syncId = (await mintSync(ctx, { guardSettings: { ...NO_GUARDS, reKey: true } })).id;
    const old = Array.from({ length: 10 }, (_, at) => `${at},u${at}@x.io,First${at},Last${at},`);
    await runFile(ctx, syncId, csv(...old));
    const before = await one("u3@x.io");
    const renumbered = old.map((row) => `HR-${row}`);
    const held = await runFile(ctx, syncId, csv(...renumbered));
    expect(held).toMatchObject({
      state: "held",
      guards: [{ code: "re_key" }],
      counts: { created: 0, removed: 0 },
    });
    await approveRun(ctx, { runId: held.id, what: "all" });
    await work(ctx, { orgId: ctx.orgId, workspaceId: ctx.workspaceId, syncId, runId: held.id });
    expect(await one("u3@x.io")).toEqual({ ...before, external_id: `${syncId}#HR-3` });
    expect((await people(ctx)).length).toBe(10);
  });
});

describe("a file that was cut off", () => {
  const rows = Array.from({ length: 40 }, (_, at) => `${at},u${at}@x.io,First,"Last, ${at}",`);
  const whole = csv(...rows);

  beforeEach(async () => {
    syncId = (await mintSync(ctx, { guardSettings: { firstRun: false } })).id;
    await runFile(ctx, syncId, whole);
  });

  test.each([
    ["inside a quoted cell", whole.indexOf("Last, 20") + 6, "failed", "file_unclosed_quote"],
    ["inside a row", whole.indexOf("20,u20@x.io") + 8, "held", "removals"],
    ["at the end of a row", whole.indexOf("20,u20@x.io"), "held", "removals"],
    ["after the header", HEADER.length + 1, "held", "no_rows"],
  ])("%s removes nobody", async (_, end, state, code) => {
    const run = await runFile(ctx, syncId, whole.slice(0, end));
    expect([run.state, run.failure?.code ?? run.guards[0]?.code]).toEqual([state, code]);
    expect((await people(ctx)).length).toBe(40);
  });

  test("cut off by few rows only, it is within the limits of removals and of the shrunk guard", async () => {
    const run = await runFile(ctx, syncId, csv(...rows.slice(0, 36)));
    expect(run).toMatchObject({ state: "succeeded", counts: { removed: 4 } });
  });
});

describe("the same bytes again", () => {
  test("end in no change once more after a hand edit was taken back by hand", async () => {
    const file = csv("1,ann@x.io,Ann,Lee,", "2,bob@x.io,Bob,Ray,");
    await runFile(ctx, syncId, file);
    await edit(ctx, "ann@x.io", { firstName: "Anna" });
    await edit(ctx, "ann@x.io", { firstName: "Ann" });
    const looked = await runFile(ctx, syncId, file);
    expect(looked).toMatchObject({ state: "no_change", counts: { unchanged: 2, updated: 0 } });
    expect(looked.durations).toHaveProperty("plan");
    expect((await runFile(ctx, syncId, file)).durations).not.toHaveProperty("plan");
  });

  test("end in no change, but put right whoever was edited or removed by hand since", async () => {
    const file = csv("1,ann@x.io,Ann,Lee,", "2,bob@x.io,Bob,Ray,");
    await runFile(ctx, syncId, file);
    expect((await runFile(ctx, syncId, file)).state).toBe("no_change");
    const { removeUser } = await import("@/lib/users/remove");
    await removeUser(ctx, { id: (await one("bob@x.io"))?.id });
    expect((await runFile(ctx, syncId, file)).counts).toMatchObject({ restored: 1, unchanged: 1 });
    expect(await people(ctx)).toEqual(["1|ann@x.io|Ann|Lee|", "2|bob@x.io|Bob|Ray|"]);
    expect((await runFile(ctx, syncId, file)).state).toBe("no_change");
  });
});
