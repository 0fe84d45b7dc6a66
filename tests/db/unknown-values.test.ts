import { beforeEach, expect, test } from "vitest";
import type { WorkspaceCtx } from "@/lib/context";
import { listFields } from "@/lib/fields/read";
import { repairValues } from "@/lib/runs/repairs/values";
import { listUnknownValues } from "@/lib/runs/unknown-values/list";
import { getSync } from "@/lib/syncs/read";
import { updateSyncMapping } from "@/lib/syncs/update";
import { createTeam } from "@/lib/teams/create";
import { listTeamNames } from "@/lib/teams/read";
import { testDb } from "../support/db";
import { HEADER, NO_GUARDS, runFile, told } from "../support/pipeline";
import { mintField, mintSync, mintTenant, mintWorkspace } from "../support/tenant";

const { sql } = testDb();

let ws: WorkspaceCtx;
let syncId: string;
const column = "Unit";

beforeEach(async () => {
  ws = await mintWorkspace((await mintTenant()).ctx);
  const { id: fieldId } = await mintField(ws, {
    ...{ label: "Department", type: "multiple_choice", options: ["Sales", "Legal"] },
  });
  const mapping = { columns: { [column]: { kind: "field", fieldId, blank: "clear" } } } as const;
  syncId = (await mintSync(ws, { guardSettings: NO_GUARDS, mapping })).id;
});

function run(...units: string[]) {
  const rows = units.map((unit, n) => `${n},u${n}@x.io,A,B,,"${unit}"`);
  return runFile(ws, syncId, `${HEADER},${column}\n${rows.join("\n")}\n`);
}

type Added = { runId: string; column: string; values: string[] };

async function add(kind: "options" | "teams", { values, ...where }: Added) {
  const { added } = await repairValues(ws, { ...where, kind, add: values, means: [], runs: false });
  return { added };
}

const addUnknownValues = (what: Added) => add("options", what);
const addUnknownTeams = (what: Added) => add("teams", what);

const options = async () => (await listFields(ws))[0]?.options.map(({ label }) => label);

test("All values of a column that no option has are added at once, and the same file sets them in the next run", async () => {
  const units = ["IT", "Slaes", "Sales\nIT", "R&D", "IT"];
  const { id: runId } = await run(...units);
  const [group] = await listUnknownValues(ws, { runId });
  expect(group).toMatchObject({
    ...{ column, field: { label: "Department" }, added: 0 },
    values: [
      { value: "IT", count: 3, meant: null },
      { value: "Slaes", count: 1, meant: "Sales" },
      { value: "R&D", count: 1, meant: null },
    ],
  });
  expect(await addUnknownValues({ runId, column, values: ["IT", "R&D"] })).toEqual({ added: 2 });
  expect(await options()).toEqual(["Sales", "Legal", "IT", "R&D"]);
  const next = await run(...units);
  expect(next.counts).toMatchObject({ updated: 4, warnings: 1 });
  expect(await told(ws, next.id)).toEqual(["warning 3 Unknown profile field value: Slaes"]);
  expect((await listUnknownValues(ws, { runId }))[0]).toMatchObject({
    added: 2,
    values: [{ value: "Slaes" }],
  });
  const [entry] =
    await sql`select detail from audit_log where org_id = ${ws.orgId} and action = 'field.update'`;
  expect(entry?.detail).toMatchObject({ runId, added: ["IT", "R&D"] });
});

test("Adding them again adds nothing, and neither does what the run did not find", async () => {
  const { id: runId } = await run("IT");
  await addUnknownValues({ runId, column, values: ["IT"] });
  expect(await addUnknownValues({ runId, column, values: ["IT", "Invented"] })).toEqual({ added: 0 });
  expect(await options()).toEqual(["Sales", "Legal", "IT"]);
  await expect(addUnknownValues({ runId, column: "Nope", values: ["IT"] })).rejects.toMatchObject({
    code: "not_found",
  });
});

test("What can be no option is not offered: cut for showing, or with control characters", async () => {
  const { id: runId } = await run("x".repeat(300), "a\tb\u0007c", "IT");
  expect((await listUnknownValues(ws, { runId }))[0]?.values.map(({ value }) => value)).toEqual(["IT"]);
});

test("More options than a field can have are refused as a whole", async () => {
  const labels = Array.from({ length: 4_997 }, (_, n) => `D${n}`);
  const [field] = await listFields(ws);
  await sql`insert into profile_field_options (org_id, workspace_id, field_id, label, position)
            select ${ws.orgId}, ${ws.workspaceId}, ${field?.id ?? 0}, l, 5 from unnest(${labels}::text[]) as l`;
  const { id: runId } = await run("IT", "R&D");
  await expect(addUnknownValues({ runId, column, values: ["IT", "R&D"] })).rejects.toMatchObject({
    code: "conflict",
    message: 'The field "Department" has 4,999 of 5,000 options, so not all of these values can be added.',
  });
  expect((await options())?.length).toBe(4_999);
});

test("Names that are no team's are added at once as teams, and the next run puts users in them", async () => {
  await createTeam(ws, { name: "Sales", aliases: [] });
  const teams = { kind: "teams", blank: "clear", unknown: "warn" } as const;
  await updateSyncMapping(ws, { syncId, mapping: { columns: { [column]: teams } } });
  const { id: runId } = await run("Care", "Sales", "Slaes", "sales", "Care\nNight");
  const [group] = await listUnknownValues(ws, { runId });
  expect(group).toMatchObject({ kind: "teams", column, field: { label: "Teams" }, added: 0 });
  expect(group?.values.map(({ value, meant }) => [value, meant])).toEqual([
    ["Care", null],
    ["Slaes", "Sales"],
    ["sales", "Sales"],
    ["Night", null],
  ]);
  await expect(addUnknownTeams({ runId, column, values: ["Care", "sales"] })).rejects.toMatchObject({
    message: 'There is already a team named "Sales".',
  });
  expect(await listTeamNames(ws)).toHaveLength(1);
  expect(await addUnknownTeams({ runId, column, values: ["Care", "Night", "Invented"] })).toEqual({
    added: 2,
  });
  expect((await listTeamNames(ws)).map(({ name }) => name)).toEqual(["Care", "Night", "Sales"]);
  const next = await run("Care", "Sales", "Slaes", "sales", "Care\nNight");
  expect(next.counts).toMatchObject({ updated: 2, warnings: 2 });
  expect((await listUnknownValues(ws, { runId }))[0]).toMatchObject({ added: 2 });
});

test("Some values are added, others are said to mean an option: together, and the next run knows all of them", async () => {
  const { id: runId } = await run("IT", "Slaes", "Sales", "Jura");
  const asked = {
    ...{ runId, kind: "options" as const, column, add: ["IT"], runs: true },
    means: [
      { value: "Slaes", option: "Sales" },
      { value: "Jura", option: "Legal" },
      { value: "Invented", option: "Legal" },
    ],
  };
  // The file of an upload is gone: nothing can be run.
  expect(await repairValues(ws, asked)).toEqual({ added: 1, meant: 2, runId: null });
  expect(await options()).toEqual(["Sales", "Legal", "IT"]);
  const { mapping } = await getSync(ws, syncId);
  expect(mapping.columns[column]).toMatchObject({
    aliases: { Slaes: "Sales", Jura: "Legal" },
    blank: "clear",
  });
  expect((await listUnknownValues(ws, { runId }))[0]).toMatchObject({ values: [], added: 3 });
  const next = await run("IT", "Slaes", "Sales", "Jura");
  expect(await told(ws, next.id)).toEqual([]);
});

test("A meaning that is no option any more, and a column that fills something else by now, change nothing", async () => {
  const { id: runId } = await run("IT", "Slaes");
  const asked = { runId, kind: "options" as const, column, add: ["IT"], runs: false };
  const gone = repairValues(ws, { ...asked, means: [{ value: "Slaes", option: "Marketing" }] });
  await expect(gone).rejects.toMatchObject({ code: "invalid_input" });
  await updateSyncMapping(ws, { syncId, mapping: { columns: { [column]: { kind: "ignore" } } } });
  const moved = repairValues(ws, { ...asked, means: [{ value: "Slaes", option: "Sales" }] });
  await expect(moved).rejects.toMatchObject({ code: "conflict" });
  expect(await options()).toEqual(["Sales", "Legal"]);
});

test("No room for the options: what others mean is not saved either", async () => {
  const labels = Array.from({ length: 4_997 }, (_, n) => `D${n}`);
  const [field] = await listFields(ws);
  await sql`insert into profile_field_options (org_id, workspace_id, field_id, label, position)
            select ${ws.orgId}, ${ws.workspaceId}, ${field?.id ?? 0}, l, 5 from unnest(${labels}::text[]) as l`;
  const { id: runId } = await run("IT", "R&D", "Slaes");
  const means = [{ value: "Slaes", option: "Sales" }];
  const asked = repairValues(ws, { runId, kind: "options", column, add: ["IT", "R&D"], means, runs: false });
  await expect(asked).rejects.toMatchObject({ code: "conflict" });
  expect((await getSync(ws, syncId)).mappingVersion).toBe(1);
});

test("Once a newer run has read the file, nothing is saved from the page of the old one", async () => {
  const { id: runId } = await run("IT");
  await run("IT");
  const asked = repairValues(ws, { runId, kind: "options", column, add: ["IT"], means: [], runs: true });
  await expect(asked).rejects.toMatchObject({ code: "conflict" });
  expect(await options()).toEqual(["Sales", "Legal"]);
});

test("What a name means among teams is kept for the file that has the column, where no mapping names it too", async () => {
  await createTeam(ws, { name: "Sales", aliases: [] });
  const teams = { kind: "teams", blank: "clear", unknown: "warn" } as const;
  await updateSyncMapping(ws, { syncId, mapping: { columns: { [column]: teams } } });
  const { id: runId } = await run("Slaes");
  const means = [{ value: "Slaes", option: "Sales" }];
  await repairValues(ws, { runId, kind: "teams", column, add: [], means, runs: false });
  expect((await run("Slaes")).counts).toMatchObject({ updated: 1, warnings: 0 });
});
