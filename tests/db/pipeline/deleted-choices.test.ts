import { beforeEach, describe, expect, test } from "vitest";
import type { WorkspaceCtx } from "@/lib/context";
import { deleteField } from "@/lib/fields/delete";
import { updateField } from "@/lib/fields/update";
import type { ProfileField } from "@/lib/model/field";
import { applyRun } from "@/lib/runs/apply-run";
import { approveRun } from "@/lib/runs/decide-run";
import { planRun } from "@/lib/runs/plan-run";
import { getRunRow } from "@/lib/runs/store";
import { deleteTeam } from "@/lib/teams/delete";
import { testDb } from "../../support/db";
import { csv, HEADER, NO_GUARDS, queueFile, runFile, testDeps, work } from "../../support/pipeline";
import { inTeams } from "../../support/teams";
import { mintField, mintSync, mintTenant, mintWorkspace } from "../../support/tenant";
import { approve, planUndoOf } from "../../support/undo";

// Fields, options and teams that are deleted while a plan names them.

let ctx: WorkspaceCtx;
let syncId: string;
let dept: ProfileField;
let note: ProfileField;

beforeEach(async () => {
  testDb();
  ctx = await mintWorkspace((await mintTenant()).ctx);
  syncId = (await mintSync(ctx, { guardSettings: NO_GUARDS })).id;
  dept = await mintField(ctx, { label: "Dept", type: "single_choice", options: ["Sales", "Ops"] });
  note = await mintField(ctx, { label: "Note", type: "text" });
});

const file = (...rows: string[]) => `${HEADER},Dept,Note\n${rows.join("\n")}\n`;
const BOTH = file("1,a@x.io,A,,,Sales,one", "2,b@x.io,B,,,Ops,two");
const option = (label: string) => dept.options.find((each) => each.label === label)?.id ?? 0;

/** Sales goes; files that say it mean Ops where `merged`. */
const dropSales = (merged: boolean) =>
  updateField(ctx, {
    id: dept.id,
    label: dept.label,
    options: [{ id: option("Ops"), label: "Ops", aliases: merged ? ["Sales"] : [] }],
  });

/** What users have, by labels; "?" for what there is no more. */
async function values(): Promise<string[]> {
  const rows = await testDb().sql`
    select u.email, u.fields from users u where u.workspace_id = ${ctx.workspaceId} and state = 'active' order by 1`;
  const { sql } = testDb();
  const fields =
    await sql`select id::text, label from profile_fields where workspace_id = ${ctx.workspaceId}`;
  const options =
    await sql`select id::float8 as id, label from profile_field_options where workspace_id = ${ctx.workspaceId}`;
  const label = (key: string) => fields.find(({ id }) => id === key)?.label ?? "?";
  const shown = (value: unknown) =>
    typeof value === "number" ? (options.find(({ id }) => id === value)?.label ?? "?") : value;
  return rows.map(({ email, fields: own }) =>
    [email, ...Object.entries(own).map(([key, value]) => `${label(key)}=${shown(value)}`)].join(" "),
  );
}

describe("while a plan waits", () => {
  test("an option that became another's other name is that one", async () => {
    const held = await runFile(ctx, syncId, BOTH, { intent: "preview" });
    await dropSales(true);
    const run = await approve(ctx, held);
    expect(run).toMatchObject({ state: "succeeded", counts: { created: 2 } });
    expect(run.notes).toEqual([
      'The option "Sales" became "Ops" after this plan was made: 1 value was changed.',
    ]);
    expect(await values()).toEqual(["a@x.io Dept=Ops Note=one", "b@x.io Dept=Ops Note=two"]);
    expect(await runFile(ctx, syncId, BOTH)).toMatchObject({ counts: { updated: 0, warnings: 0 } });
  });

  test("an option that is gone is blank, and the run says how many values were left out", async () => {
    const held = await runFile(ctx, syncId, BOTH, { intent: "preview" });
    await dropSales(false);
    const run = await approve(ctx, held);
    expect(run.notes).toEqual([
      'The option "Sales" was deleted after this plan was made: 1 value was left out.',
    ]);
    expect(await values()).toEqual(["a@x.io Note=one", "b@x.io Dept=Ops Note=two"]);
  });

  test("users who have a value of what is deleted are no stale lines: nobody has edited them", async () => {
    await runFile(ctx, syncId, BOTH);
    const next = file("1,a@x.io,Anna,,,Sales,uno", "2,b@x.io,Bea,,,Ops,due");
    const held = await runFile(ctx, syncId, next, { intent: "preview" });
    await deleteField(ctx, { id: note.id });
    await dropSales(true);
    const run = await approve(ctx, held);
    expect(run).toMatchObject({ state: "succeeded", counts: { updated: 2 } });
    expect(run.notes.join(" ")).not.toContain("left alone");
    expect(await values()).toEqual(["a@x.io Dept=Ops", "b@x.io Dept=Ops"]);
    const names = await testDb()
      .sql`select first_name from users where workspace_id = ${ctx.workspaceId} order by email`;
    expect(names.map((row) => row.first_name)).toEqual(["Anna", "Bea"]);
  });

  test("a line whose user was edited as well stays stale", async () => {
    await runFile(ctx, syncId, BOTH);
    const next = file("1,a@x.io,Anna,,,Sales,uno", "2,b@x.io,Bea,,,Ops,due");
    const held = await runFile(ctx, syncId, next, { intent: "preview" });
    await testDb().sql`update users set first_name = 'Typed', version = version + 1
      where workspace_id = ${ctx.workspaceId} and email = 'a@x.io'`;
    await deleteField(ctx, { id: note.id });
    await approve(ctx, held);
    const names = await testDb()
      .sql`select first_name from users where workspace_id = ${ctx.workspaceId} order by email`;
    expect(names.map((row) => row.first_name)).toEqual(["Typed", "Bea"]);
  });

  test("a field that is deleted is deleted for good", async () => {
    const held = await runFile(ctx, syncId, BOTH, { intent: "preview" });
    await deleteField(ctx, { id: note.id });
    const run = await approve(ctx, held);
    expect(run.notes).toEqual([
      'The field "Note" was deleted after this plan was made: 2 values were left out.',
    ]);
    expect(await values()).toEqual(["a@x.io Dept=Sales", "b@x.io Dept=Ops"]);
  });

  test("a team that is deleted is not given to anyone, and does not count as lost afterwards", async () => {
    const teams = (team: string) => `${csv().replace("Mobile", "Mobile,Team(s)")}1,a@x.io,A,,,"${team}"\n`;
    await runFile(ctx, syncId, teams("Board"));
    const held = await runFile(ctx, syncId, teams("Board\nLegal").replace("1,a", "2,b"), {
      intent: "preview",
      mode: "add_and_update",
    });
    const [board] = await testDb()
      .sql`select id::float8 as id from teams where workspace_id = ${ctx.workspaceId} and name = 'Board'`;
    await deleteTeam(ctx, { id: board?.id });
    const run = await approve(ctx, held);
    expect(run.notes).toEqual([
      'The team "Board" was deleted after this plan was made: 1 value was left out.',
    ]);
    expect(await inTeams(ctx)).toEqual(["1:  / ", "2: Legal / "]);
    const again = await runFile(ctx, syncId, teams("Board"), { mode: "add_and_update" });
    expect(again.counts).toMatchObject({ updated: 1 });
    expect(again.counts?.teamLosses).toBeUndefined();
    expect((await inTeams(ctx))[0]).toBe("1: Board / ");
  });
});

describe("between the plan and its being applied", () => {
  const planned = async () => {
    const ref = await queueFile(ctx, syncId, BOTH);
    await planRun(ref, testDeps());
    return ref;
  };

  test("a deletion that the plan has not heard of leaves nothing behind either", async () => {
    const ref = await planned();
    const { sql } = testDb();
    await sql`delete from profile_field_options where id = ${option("Sales")}`;
    await sql`delete from profile_fields where id = ${note.id}`;
    await applyRun(ref, testDeps());
    const run = await getRunRow(ctx, ref.runId);
    expect(run.notes).toEqual([
      "3 values were left out, because the field, option or team was deleted after the plan was made.",
    ]);
    expect(await values()).toEqual(["a@x.io", "b@x.io Dept=Ops"]);
    const rows = await sql`select fields, fingerprint from changes where run_id = ${run.id} order by csv_id`;
    expect(rows).toMatchObject([
      { fields: {}, fingerprint: null },
      { fields: { [dept.id]: option("Ops") }, fingerprint: null },
    ]);
  });

  test("a plan of which nothing was deleted keeps its fingerprints", async () => {
    const ref = await planned();
    await mintField(ctx, { label: "Later", type: "text" });
    await applyRun(ref, testDeps());
    const rows = await testDb()
      .sql`select 1 from users where workspace_id = ${ctx.workspaceId} and fingerprint is null`;
    expect(rows).toEqual([]);
  });
});

describe("what is left from before", () => {
  const leave = async (fields: object) =>
    testDb().sql`update users set fields = fields || ${JSON.stringify(fields)}::jsonb
                  where workspace_id = ${ctx.workspaceId} and email = 'a@x.io'`;

  test("heals with the next change of the user's row, whether it is told or not", async () => {
    await runFile(ctx, syncId, BOTH);
    await leave({ 999999: "gone", [dept.id]: 999_998 });
    await runFile(ctx, syncId, file("1,a@x.io,Anna,,,Unknown,one", "2,b@x.io,B,,,Ops,two"));
    expect(await values()).toEqual(["a@x.io Note=one", "b@x.io Dept=Ops Note=two"]);
  });

  test("heals when the row is looked at closely and says what the user is otherwise", async () => {
    await runFile(ctx, syncId, BOTH);
    await leave({ 999999: "gone" });
    await testDb()
      .sql`update users set fingerprint = null, edited_since_sync = true where workspace_id = ${ctx.workspaceId}`;
    const run = await runFile(ctx, syncId, BOTH);
    expect(run.counts).toMatchObject({ updated: 1 });
    expect(await values()).toEqual(["a@x.io Dept=Sales Note=one", "b@x.io Dept=Ops Note=two"]);
  });
});

test("an undo brings nothing back that was deleted, and creates are undone whatever was left out of them", async () => {
  await runFile(ctx, syncId, BOTH);
  const removal = await runFile(ctx, syncId, file("2,b@x.io,B,,,Ops,two"));
  const undo = await planUndoOf(ctx, removal);
  await dropSales(false);
  await deleteField(ctx, { id: note.id });
  await approveRun(ctx, { runId: undo.id, what: "all" });
  await work(ctx, { orgId: ctx.orgId, workspaceId: ctx.workspaceId, syncId, runId: undo.id });
  expect((await values()).join()).not.toContain("?");

  const held = await runFile(ctx, syncId, file("2,b@x.io,B,,,Ops,two", "3,c@x.io,C,,,Ops,three"), {
    intent: "preview",
    mode: "add_and_update",
  });
  await testDb().sql`delete from profile_field_options where id = ${option("Ops")}`;
  const made = await approve(ctx, held);
  const back = await approve(ctx, await planUndoOf(ctx, made));
  expect(back.counts).toMatchObject({ removed: 1 });
  expect((await values()).join()).not.toContain("c@x.io");
});
