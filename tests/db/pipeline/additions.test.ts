import { beforeEach, describe, expect, test } from "vitest";
import type { WorkspaceCtx } from "@/lib/context";
import type { FieldType, ProfileField } from "@/lib/model/field";
import type { ColumnTarget } from "@/lib/model/mapping";
import type { GuardLimits } from "@/lib/pipeline/guard/settings";
import { applyRun, PLANNED_AGAIN } from "@/lib/runs/apply-run";
import { approveRun } from "@/lib/runs/decide-run";
import { planRun } from "@/lib/runs/plan-run";
import { getRunRow } from "@/lib/runs/store";
import { testDb } from "../../support/db";
import { HEADER, NO_GUARDS, queueFile, runFile, testDeps, told, work } from "../../support/pipeline";
import { optionLabels, writesOf } from "../../support/teams";
import { mintField, mintSync, mintTenant, mintWorkspace } from "../../support/tenant";
import { approve, undo } from "../../support/undo";

let ctx: WorkspaceCtx;
let field: ProfileField;
let syncId: string;

type Settings = Partial<Extract<ColumnTarget, { kind: "field" }>>;

beforeEach(async () => {
  testDb();
  ctx = await mintWorkspace((await mintTenant()).ctx);
  await start("multiple_choice", { unknown: "add" });
});

async function start(
  type: FieldType,
  settings: Settings,
  guards: Partial<GuardLimits> = NO_GUARDS,
): Promise<void> {
  await testDb().sql`delete from profile_fields where workspace_id = ${ctx.workspaceId}`;
  field = await mintField(ctx, { label: "Department", type, options: ["Sales", "Finance"] });
  const target = { kind: "field", fieldId: field.id, blank: "clear", ...settings } as const;
  const mapping = { columns: { Department: target } };
  syncId = (await mintSync(ctx, { guardSettings: guards, mapping })).id;
}

const file = (...rows: string[]) => `${[`${HEADER},Department`, ...rows].join("\n")}\n`;
const ANN = '1,ann@x.io,Ann,Lee,,"Sales\nLegal"';
const BOB = "2,bob@x.io,Bob,Ray,,Support";

/** Active users as `ID: labels of what they have`. */
async function departments(): Promise<string[]> {
  const rows = await testDb().sql<{ id: string; has: string | null }[]>`
    select substr(u.external_id, 26) as id, string_agg(case when v.value is not null then coalesce(o.label, 'gone') end, ',' order by o.position) as has
    from users u
    left join lateral jsonb_array_elements(case jsonb_typeof(u.fields->${String(field.id)})
      when 'array' then u.fields->${String(field.id)} when 'number' then jsonb_build_array(u.fields->${String(field.id)})
      else '[]' end) v on true
    left join profile_field_options o on to_jsonb(o.id) = v.value
    where u.workspace_id = ${ctx.workspaceId} and u.state = 'active' group by 1 order by 1`;
  return rows.map(({ id, has }) => `${id}: ${has}`);
}

const addOption = (label: string, aliases: string[] = []) => testDb().sql`
  insert into profile_field_options (org_id, workspace_id, field_id, label, aliases, position)
  values (${ctx.orgId}, ${ctx.workspaceId}, ${field.id}, ${label}, ${aliases}, 9)`;

describe("a column that adds what it does not know", () => {
  test.each<FieldType>(["multiple_choice", "single_choice"])(
    "gives a %s new options at the end",
    async (type) => {
      await start(type, { unknown: "add" });
      const run = await runFile(
        ctx,
        syncId,
        file("1,ann@x.io,Ann,Lee,,Legal", BOB, "3,cat@x.io,Cat,Fox,,Sales"),
      );
      expect(run).toMatchObject({ state: "succeeded", counts: { created: 3, warnings: 0 } });
      expect(await optionLabels(field.id)).toEqual(["Sales", "Finance", "Legal", "Support"]);
      expect(await departments()).toEqual(["1: Legal", "2: Support", "3: Sales"]);
    },
  );

  test("the same file again changes nobody and adds nothing", async () => {
    await runFile(ctx, syncId, file(ANN, BOB));
    const before = await writesOf(ctx);
    expect(await runFile(ctx, syncId, file(ANN, BOB))).toMatchObject({ state: "no_change", additions: [] });
    expect(await writesOf(ctx)).toEqual(before);
    expect(await optionLabels(field.id)).toEqual(["Sales", "Finance", "Legal", "Support"]);
  });

  test("a single choice that names two values adds neither", async () => {
    await start("single_choice", { unknown: "add" });
    const run = await runFile(ctx, syncId, file('1,ann@x.io,Ann,Lee,,"Legal\nSupport"'));
    expect(await told(ctx, run.id)).toEqual(["warning 2 Multiple values for field: Department"]);
    expect(await optionLabels(field.id)).toEqual(["Sales", "Finance"]);
  });

  test("a column that is not told to add only warns", async () => {
    await start("multiple_choice", {});
    const run = await runFile(ctx, syncId, file(BOB));
    expect(await told(ctx, run.id)).toEqual(["warning 2 Unknown profile field value: Support"]);
    expect(run.additions).toEqual([]);
  });

  test("what an option is also called, and what the mapping reads it as, is no new option", async () => {
    await start("multiple_choice", { unknown: "add", aliases: { "Sls Dpt": "Sales Dept", Ignored: "" } });
    await testDb()
      .sql`update profile_field_options set aliases = ${["Sales Dept"]} where field_id = ${field.id} and label = 'Sales'`;
    const rows = ["1,a@x.io,,,,Sales Dept", "2,b@x.io,,,,Sls Dpt", "3,c@x.io,,,,Ignored"];
    const run = await runFile(ctx, syncId, file(...rows));
    expect(run.additions).toEqual([]);
    expect(await departments()).toEqual(["1: Sales", "2: Sales", "3: null"]);
  });

  test("a held plan names what it would add; only what the ticked lines use comes into being", async () => {
    await start("multiple_choice", { unknown: "add" }, { ...NO_GUARDS, firstRun: true });
    const run = await runFile(ctx, syncId, file(ANN, BOB));
    expect(run).toMatchObject({ state: "held", additions: [{ label: "Legal" }, { label: "Support" }] });
    expect(await optionLabels(field.id)).toEqual(["Sales", "Finance"]);
    const [bob] = await testDb()
      .sql`select id::float8 as id from changes where run_id = ${run.id} and csv_id = '2'`;
    await approveRun(ctx, { runId: run.id, what: "ticked", changeIds: [bob?.id] });
    await work(ctx, { orgId: ctx.orgId, workspaceId: ctx.workspaceId, syncId, runId: run.id });
    expect(await optionLabels(field.id)).toEqual(["Sales", "Finance", "Support"]);
    expect(await departments()).toEqual(["2: Support"]);
  });

  test("what only rows without effect name is neither shown nor added", async () => {
    const run = await runFile(ctx, syncId, file("1,a@x.io,,,,Lost", "1,b@x.io,,,,Gone", BOB));
    expect(run.additions).toMatchObject([{ label: "Support" }]);
    expect(await optionLabels(field.id)).toEqual(["Sales", "Finance", "Support"]);
  });

  test("a line that is stale by then adds nothing", async () => {
    await runFile(ctx, syncId, file("2,bob@x.io,Bob,Ray,,"));
    const ref = await queueFile(ctx, syncId, file(BOB));
    expect((await planRun(ref, testDeps())).next).toBe("apply");
    await testDb().sql`update users set version = version + 1 where workspace_id = ${ctx.workspaceId}`;
    expect(await work(ctx, ref).then(() => optionLabels(field.id))).toEqual(["Sales", "Finance"]);
  });

  test("more than 1,000 new values are a mistake: told once, and the rest is left out", async () => {
    await testDb().sql`delete from profile_field_options where field_id = ${field.id}`;
    const rows = Array.from({ length: 1_002 }, (_, at) => `${at},u${at}@x.io,,,,V${at}`);
    const run = await runFile(ctx, syncId, file(...rows, "9999,z@x.io,,,,V1001"));
    expect(await told(ctx, run.id)).toEqual([
      "warning 1002 More than 1,000 new values for field: Department",
    ]);
    expect((await optionLabels(field.id)).length).toBe(1_000);
    expect((await departments()).filter((line) => line.endsWith("null")).length).toBe(3);
  });
});

test("removals that were held back go later, and what the rest added is there once", async () => {
  await start("multiple_choice", { unknown: "add" }, { ...NO_GUARDS, removals: { atLeast: 0, percent: 0 } });
  await runFile(ctx, syncId, file("3,cat@x.io,,,,"));
  // The address of the one who goes is free only then, for someone who uses what is there by now.
  const run = await runFile(ctx, syncId, file(ANN, "4,cat@x.io,,,,Legal"));
  expect(run.state).toBe("held");
  expect(await departments()).toEqual(["1: Sales,Legal", "3: null"]);
  await testDb()
    .sql`update profile_field_options set label = 'Law' where field_id = ${field.id} and label = 'Legal'`;
  await addOption("Legal");
  expect((await approve(ctx, run)).state).toBe("succeeded");
  expect(await departments()).toEqual(["1: Sales,Law", "4: Law"]);
  expect(await optionLabels(field.id)).toEqual(["Sales", "Finance", "Law", "Legal"]);
});

describe("while the plan is made or waits", () => {
  test.each([
    ["the same option", () => addOption("Support")],
    ["an option that is also called so", () => addOption("Help desk", ["Support"])],
  ])("someone who adds %s makes the run plan once more, with the right ids", async (_, add) => {
    const ref = await queueFile(ctx, syncId, file(ANN, BOB));
    expect((await planRun(ref, testDeps())).next).toBe("apply");
    await add();
    await applyRun(ref, testDeps());
    const run = await getRunRow(ctx, ref.runId);
    expect(run).toMatchObject({
      state: "succeeded",
      notes: [PLANNED_AGAIN],
      additions: [{ label: "Legal" }],
    });
    const labels = await optionLabels(field.id);
    expect(labels.filter((label) => label === "Support" || label === "Help desk").length).toBe(1);
    expect((await departments()).some((line) => line.includes("gone"))).toBe(false);
  });

  test("a run that was cut off after its plan plans again, and its options are there once", async () => {
    const ref = await queueFile(ctx, syncId, file(ANN, BOB));
    await planRun(ref, testDeps());
    await testDb().sql`update runs set phase = 'planning' where id = ${ref.runId}`;
    const run = await work(ctx, ref);
    expect(run.state).toBe("succeeded");
    expect(await optionLabels(field.id)).toEqual(["Sales", "Finance", "Legal", "Support"]);
    expect(await departments()).toEqual(["1: Sales,Legal", "2: Support"]);
  });

  test("a field that was deleted meanwhile gets no options", async () => {
    const ref = await queueFile(ctx, syncId, file(BOB));
    await planRun(ref, testDeps());
    await testDb().sql`delete from profile_fields where id = ${field.id}`;
    await applyRun(ref, testDeps());
    expect((await getRunRow(ctx, ref.runId)).state).toBe("succeeded");
  });
});

test("options stay when the run that added them is undone: they may be in use elsewhere", async () => {
  const run = await runFile(ctx, syncId, file(BOB));
  await undo(ctx, run);
  expect(await departments()).toEqual([]);
  expect(await optionLabels(field.id)).toEqual(["Sales", "Finance", "Support"]);
});
