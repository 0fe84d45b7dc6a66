import { beforeEach, expect, test } from "vitest";
import type { WorkspaceCtx } from "@/lib/context";
import { listFields } from "@/lib/fields/read";
import { addUnknownTeams, addUnknownValues } from "@/lib/runs/unknown-values/add";
import { listUnknownValues } from "@/lib/runs/unknown-values/list";
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
  expect(await addUnknownValues(ws, { runId, column, values: ["IT", "R&D"] })).toEqual({ added: 2 });
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
  await addUnknownValues(ws, { runId, column, values: ["IT"] });
  expect(await addUnknownValues(ws, { runId, column, values: ["IT", "Invented"] })).toEqual({ added: 0 });
  expect(await options()).toEqual(["Sales", "Legal", "IT"]);
  await expect(addUnknownValues(ws, { runId, column: "Nope", values: ["IT"] })).rejects.toMatchObject({
    code: "not_found",
  });
});

test("What can be no option is not offered: cut for showing, or with control characters", async () => {
  const { id: runId } = await run("x".repeat(300), "a\tb\u0007c", "IT");
  expect((await listUnknownValues(ws, { runId }))[0]?.values.map(({ value }) => value)).toEqual(["IT"]);
});

test("More options than a field can have are refused as a whole", async () => {
  const labels = Array.from({ length: 997 }, (_, n) => `D${n}`);
  const [field] = await listFields(ws);
  await sql`insert into profile_field_options (org_id, workspace_id, field_id, label, position)
            select ${ws.orgId}, ${ws.workspaceId}, ${field?.id ?? 0}, l, 5 from unnest(${labels}::text[]) as l`;
  const { id: runId } = await run("IT", "R&D");
  await expect(addUnknownValues(ws, { runId, column, values: ["IT", "R&D"] })).rejects.toMatchObject({
    code: "conflict",
    message: 'The field "Department" has 999 of 1,000 options, so not all of these values can be added.',
  });
  expect((await options())?.length).toBe(999);
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
  await expect(addUnknownTeams(ws, { runId, column, values: ["Care", "sales"] })).rejects.toMatchObject({
    message: 'There is already a team named "Sales".',
  });
  expect(await listTeamNames(ws)).toHaveLength(1);
  expect(await addUnknownTeams(ws, { runId, column, values: ["Care", "Night", "Invented"] })).toEqual({
    added: 2,
  });
  expect((await listTeamNames(ws)).map(({ name }) => name)).toEqual(["Care", "Night", "Sales"]);
  const next = await run("Care", "Sales", "Slaes", "sales", "Care\nNight");
  expect(next.counts).toMatchObject({ updated: 2, warnings: 2 });
  expect((await listUnknownValues(ws, { runId }))[0]).toMatchObject({ added: 2 });
});
