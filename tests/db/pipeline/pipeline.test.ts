import { beforeEach, describe, expect, test } from "vitest";
import type { WorkspaceCtx } from "@/lib/context";
import { PLANNED_AGAIN } from "@/lib/runs/apply-run";
import { approveRun, discardRun } from "@/lib/runs/decide-run";
import { testDb } from "../../support/db";
import { csv, HEADER, NO_GUARDS, people, queueFile, runFile, told, work } from "../../support/pipeline";
import { mintField, mintSync, mintTenant, mintUser, mintWorkspace } from "../../support/tenant";

let ctx: WorkspaceCtx;
let syncId: string;

beforeEach(async () => {
  testDb();
  ctx = await mintWorkspace((await mintTenant()).ctx);
  syncId = (await mintSync(ctx, { guardSettings: NO_GUARDS })).id;
});

describe("a file becomes users", () => {
  test("new, changed, missing and unchanged people each become what the file says", async () => {
    await runFile(
      ctx,
      syncId,
      csv("1,ann@x.io,Ann,Lee,", "2,bob@x.io,Bob,Ray,", "3,cat@x.io,Cat,Fox,+358 1"),
    );
    const run = await runFile(
      ctx,
      syncId,
      csv("4,dan@x.io,Dan,Orr,", "1,ann@x.io,Ann,Lee,", "2,bob@x.io,Bob,Roy,"),
    );
    expect(await people(ctx)).toEqual(["1|ann@x.io|Ann|Lee|", "2|bob@x.io|Bob|Roy|", "4|dan@x.io|Dan|Orr|"]);
    expect(run.state).toBe("succeeded");
    expect(run.counts).toMatchObject({
      read: 3,
      created: 1,
      updated: 1,
      removed: 1,
      unchanged: 1,
      errors: 0,
    });
  });

  test("users added by hand and users of another sync stay", async () => {
    const other = await mintSync(ctx, { guardSettings: NO_GUARDS });
    await mintUser(ctx, { email: "hand@x.io" });
    await runFile(ctx, other.id, csv("1,other@x.io,O,O,"));
    await runFile(ctx, syncId, csv("1,ann@x.io,A,A,"));
    await runFile(ctx, syncId, csv("2,bob@x.io,B,B,"));
    expect(await people(ctx)).toEqual(["1|other@x.io|O|O|", "2|bob@x.io|B|B|", "by hand|hand@x.io|||"]);
  });

  test("the external ID is the Sync ID, a hash sign and the ID", async () => {
    await runFile(ctx, syncId, csv("0012,ann@x.io,Ann,Lee,"));
    const rows = await testDb().sql`select external_id from users where workspace_id = ${ctx.workspaceId}`;
    expect(rows).toEqual([{ external_id: `${syncId}#0012` }]);
  });

  test("a user who reappears is restored as the same user", async () => {
    await runFile(ctx, syncId, csv("1,ann@x.io,Ann,Lee,", "2,bob@x.io,Bob,Ray,"));
    const before = await testDb()
      .sql`select id from users where email = 'bob@x.io' and workspace_id = ${ctx.workspaceId}`;
    await runFile(ctx, syncId, csv("1,ann@x.io,Ann,Lee,"));
    const run = await runFile(ctx, syncId, csv("1,ann@x.io,Ann,Lee,", "2,bob@x.io,Bob,Ray,"));
    expect(run.counts).toMatchObject({ restored: 1, created: 0 });
    expect(
      await testDb().sql`select id from users where email = 'bob@x.io' and workspace_id = ${ctx.workspaceId}`,
    ).toEqual(before);
  });
});

describe("addresses", () => {
  test.each([
    ["1,b@x.io,,,", "2,a@x.io,,,"],
    ["2,a@x.io,,,", "1,b@x.io,,,"],
  ])("two people swap, in every row order", async (...rows) => {
    await runFile(ctx, syncId, csv("1,a@x.io,,,", "2,b@x.io,,,"));
    expect((await runFile(ctx, syncId, csv(...rows))).state).toBe("succeeded");
    expect(await people(ctx)).toEqual(["1|b@x.io|||", "2|a@x.io|||"]);
  });

  test("three rotate, and a joiner takes a leaver's address in the same file", async () => {
    await runFile(ctx, syncId, csv("1,a@x.io,,,", "2,b@x.io,,,", "3,c@x.io,,,", "4,d@x.io,,,"));
    await runFile(ctx, syncId, csv("5,d@x.io,,,", "1,b@x.io,,,", "2,c@x.io,,,", "3,a@x.io,,,"));
    expect(await people(ctx)).toEqual(["1|b@x.io|||", "2|c@x.io|||", "3|a@x.io|||", "5|d@x.io|||"]);
  });

  test("an address added by hand between plan and apply makes the run plan once more, and say so", async () => {
    const ref = await queueFile(ctx, syncId, csv("1,ann@x.io,Ann,Lee,", "2,bob@x.io,Bob,Ray,"));
    const { planRun } = await import("@/lib/runs/plan-run");
    const { applyRun } = await import("@/lib/runs/apply-run");
    expect(await planRun(ref)).toEqual({ next: "apply" });
    await mintUser(ctx, { email: "BOB@x.io" });
    await applyRun(ref);
    const run = await work(ctx, ref);
    expect(run).toMatchObject({ state: "succeeded_with_issues", counts: { created: 1, errors: 1 } });
    expect(run.notes).toEqual([PLANNED_AGAIN]);
    expect(await people(ctx)).toEqual(["1|ann@x.io|Ann|Lee|", "by hand|BOB@x.io|||"]);
  });
});

describe("no change", () => {
  const FILE = csv("1,ann@x.io,Ann,Lee,", "2,bob@x.io,Bob,Ray,");

  test("the same bytes end in no change without a plan", async () => {
    await runFile(ctx, syncId, FILE);
    const run = await runFile(ctx, syncId, FILE);
    expect(run).toMatchObject({ state: "no_change", counts: { read: 2, unchanged: 2 } });
    expect(run.durations).not.toHaveProperty("plan");
  });

  test("the same people in other bytes write nothing to the users", async () => {
    await runFile(ctx, syncId, FILE);
    const before = await testDb()
      .sql`select id, xmin::text from users where workspace_id = ${ctx.workspaceId} order by id`;
    const run = await runFile(ctx, syncId, FILE.replace("Ann", '"Ann"'));
    expect(run.state).toBe("no_change");
    expect(
      await testDb()
        .sql`select id, xmin::text from users where workspace_id = ${ctx.workspaceId} order by id`,
    ).toEqual(before);
  });

  test("the same bytes put right what was edited or removed by hand since", async () => {
    await runFile(ctx, syncId, FILE);
    await testDb()
      .sql`update users set last_name = 'Hand', edited_since_sync = true, fingerprint = null, version = version + 1
                       where email = 'ann@x.io' and workspace_id = ${ctx.workspaceId}`;
    await testDb()
      .sql`update users set state = 'removed', removed_at = now(), edited_since_sync = true, fingerprint = null,
                       version = version + 1 where email = 'bob@x.io' and workspace_id = ${ctx.workspaceId}`;
    const run = await runFile(ctx, syncId, FILE);
    expect(run.counts).toMatchObject({ updated: 1, restored: 1 });
    expect(await people(ctx)).toEqual(["1|ann@x.io|Ann|Lee|", "2|bob@x.io|Bob|Ray|"]);
  });
});

describe("a file that can't be used changes nothing", () => {
  test.each<[string, string | Uint8Array, string]>([
    ["no rows", `${HEADER}\n`, "file_no_rows"],
    ["an unclosed quote", `${HEADER}\n1,"ann@x.io,Ann,Lee,\n`, "file_unclosed_quote"],
    ["a missing header", "ID,Email,First name,Last name\n1,ann@x.io,Ann,Lee\n", "header_missing"],
    ["a duplicate header", `${HEADER},Email\n1,a@x.io,A,A,,a@x.io\n`, "header_duplicate"],
    [
      "bytes that are not UTF-8",
      Buffer.concat([Buffer.from(csv("1,ann@x.io,Ann,")), Buffer.from([0xe9, 0x0a])]),
      "file_not_utf8",
    ],
    ["nothing", "", "file_empty"],
  ])("%s", async (_, bytes, code) => {
    await runFile(ctx, syncId, csv("1,ann@x.io,Ann,Lee,"));
    const run = await runFile(ctx, syncId, bytes);
    expect(run).toMatchObject({ state: "failed", failure: { code } });
    expect(run.failure?.remedy).toBeTruthy();
    expect((await told(ctx, run.id)).length).toBe(1);
    expect(await people(ctx)).toEqual(["1|ann@x.io|Ann|Lee|"]);
    expect((await runFile(ctx, syncId, csv("1,ann@x.io,Ann,Li,"))).state).toBe("succeeded");
  });
});

describe("held plans", () => {
  test("the first run waits, and then exactly its plan is applied", async () => {
    const { id } = await mintSync(ctx);
    const held = await runFile(ctx, id, csv("1,ann@x.io,Ann,Lee,"));
    expect(held).toMatchObject({ state: "held", counts: { created: 1 }, guards: [{ code: "first_run" }] });
    expect(await people(ctx)).toEqual([]);
    await approveRun(ctx, { runId: held.id, what: "all" });
    expect(
      await work(ctx, { orgId: ctx.orgId, workspaceId: ctx.workspaceId, syncId: id, runId: held.id }),
    ).toMatchObject({
      state: "succeeded",
      counts: { created: 1 },
    });
    expect(await people(ctx)).toEqual(["1|ann@x.io|Ann|Lee|"]);
  });

  test("too many removals wait while the rest is applied, and so does the joiner who needs a leaver's address", async () => {
    const rows = Array.from({ length: 12 }, (_, at) => `${at},u${at}@x.io,,,`);
    await runFile(ctx, syncId, csv(...rows));
    await testDb()
      .sql`update syncs set guard_settings = '{"reKey": false, "headerDrift": false, "shrunk": false}' where id = ${syncId}`;
    const held = await runFile(ctx, syncId, csv(...rows.slice(6), "90,new@x.io,,,", "91,u0@x.io,,,"));
    expect(held).toMatchObject({
      state: "held",
      counts: { created: 1, removed: 0 },
      guards: [{ code: "removals" }],
    });
    expect((await people(ctx)).length).toBe(13);
    await approveRun(ctx, { runId: held.id, what: "all" });
    const run = await work(ctx, { orgId: ctx.orgId, workspaceId: ctx.workspaceId, syncId, runId: held.id });
    expect(run).toMatchObject({ state: "succeeded", counts: { created: 2, removed: 6 } });
    expect((await people(ctx)).filter((user) => user.includes("u0@"))).toEqual(["91|u0@x.io|||"]);
  });

  test("the same cut-off file a second time removes nobody, and the plan of the first stays pending", async () => {
    const rows = Array.from({ length: 100 }, (_, at) => `${at},u${at}@x.io,,,`);
    const whole = csv(...rows);
    await runFile(ctx, syncId, whole);
    await testDb().sql`update syncs set guard_settings = '{"removals": false}' where id = ${syncId}`;
    const first = await runFile(ctx, syncId, csv(...rows.slice(0, 70)));
    expect([first.state, first.guards.map((guard) => guard.code)]).toEqual(["held", ["shrunk"]]);
    for (const night of [2, 3]) {
      const run = await runFile(ctx, syncId, csv(...rows.slice(0, 70)));
      expect([night, run.state, run.guards.map((guard) => guard.code), run.yieldedTo]).toEqual([
        ...[night, "succeeded_with_issues", ["shrunk"], first.id],
      ]);
    }
    expect((await people(ctx)).length).toBe(100);
    expect((await runFile(ctx, syncId, whole)).state).toBe("no_change");
  });

  test("a user edited after the plan was made is left alone and named stale", async () => {
    await runFile(ctx, syncId, csv("1,ann@x.io,Ann,Lee,"));
    const held = await runFile(ctx, syncId, csv("1,ann@x.io,Ann,New,"), { intent: "preview" });
    await testDb()
      .sql`update users set last_name = 'Hand', version = version + 1 where workspace_id = ${ctx.workspaceId}`;
    await approveRun(ctx, { runId: held.id, what: "all" });
    const run = await work(ctx, { orgId: ctx.orgId, workspaceId: ctx.workspaceId, syncId, runId: held.id });
    expect(run).toMatchObject({ state: "succeeded_with_issues", counts: { updated: 0 } });
    expect(await people(ctx)).toEqual(["1|ann@x.io|Ann|Hand|"]);
  });

  test("a preview that would change nobody ends by itself, and the file is no measure for the next run", async () => {
    await runFile(ctx, syncId, csv("1,ann@x.io,Ann,Lee,"));
    const preview = await runFile(ctx, syncId, csv('1,ann@x.io,Ann,Lee,""'), { intent: "preview" });
    expect(preview).toMatchObject({ state: "no_change", counts: { read: 1, unchanged: 1 } });
    const [sync] = await testDb().sql`select baseline->>'sha256' as sha256 from syncs where id = ${syncId}`;
    expect(sync?.sha256).not.toBe(preview.source?.sha256);
  });

  test("creates and updates can go without the removals", async () => {
    await runFile(ctx, syncId, csv("1,ann@x.io,Ann,Lee,"));
    const held = await runFile(ctx, syncId, csv("2,bob@x.io,Bob,Ray,", "3,ann@x.io,Not,Ann,"), {
      intent: "preview",
    });
    await approveRun(ctx, { runId: held.id, what: "creates_and_updates" });
    const run = await work(ctx, { orgId: ctx.orgId, workspaceId: ctx.workspaceId, syncId, runId: held.id });
    expect(run).toMatchObject({ counts: { created: 1, removed: 0 } });
    expect(await people(ctx)).toEqual(["1|ann@x.io|Ann|Lee|", "2|bob@x.io|Bob|Ray|"]);
  });

  test("a newer run replaces a plan that still waits, and a discarded one changes nothing", async () => {
    const first = await runFile(ctx, syncId, csv("1,ann@x.io,Ann,Lee,"), { intent: "preview" });
    const second = await runFile(ctx, syncId, csv("2,bob@x.io,Bob,Ray,"), { intent: "preview" });
    await expect(approveRun(ctx, { runId: first.id, what: "all" })).rejects.toMatchObject({
      code: "conflict",
    });
    await discardRun(ctx, { runId: second.id });
    expect(await people(ctx)).toEqual([]);
  });
});

describe("profile fields", () => {
  test("a multiple-choice cell holds values on several lines, and an unknown one is told", async () => {
    const field = await mintField(ctx, {
      label: "Department",
      type: "multiple_choice",
      options: ["Sales", "Marketing"],
    });
    const run = await runFile(
      ctx,
      syncId,
      `${HEADER},Department\n1,a@example.com,A,One,,"Sales\nMarketing"\n2,b@example.com,B,Two,,Slaes\n`,
    );
    const rows = await testDb().sql<{ fields: Record<string, unknown> }[]>`
      select fields from users where workspace_id = ${ctx.workspaceId} order by external_id`;
    expect(rows.map((row) => row.fields[String(field.id)])).toEqual([
      field.options.map((option) => option.id),
      undefined,
    ]);
    expect(await told(ctx, run.id)).toEqual(["warning 3 Unknown profile field value: Slaes"]);
    expect(run.state).toBe("succeeded_with_issues");
  });
});
