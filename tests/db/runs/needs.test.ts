import { expect, test } from "vitest";
import { listChanges, listNeeds } from "@/lib/runs/read-plan";
import { previewSync } from "@/lib/runs/sync-now";
import { attachRemoteSource } from "@/lib/syncs/attach";
import { testDb } from "../../support/db";
import { NO_GUARDS, runFile } from "../../support/pipeline";
import { mintRemoteSource, mintSync, mintTenant, mintWorkspace } from "../../support/tenant";

const { sql } = testDb();

const HEADER = "ID,Email,First name,Last name,Mobile";

async function setting() {
  const { ctx } = await mintTenant();
  const ws = await mintWorkspace(ctx);
  const sync = await mintSync(ws, { guardSettings: NO_GUARDS });
  return { ws, sync };
}

test("a change says which others of its plan it can't go without, over the whole chain", async () => {
  const { ws, sync } = await setting();
  await runFile(ws, sync.id, `${HEADER}\n1,a@x.com,A,A,\n2,b@x.com,B,B,\n3,c@x.com,C,C,\n`);
  const preview = `${HEADER}\n2,a@x.com,B,B,\n4,b@x.com,D,D,\n3,c@x.com,C,Changed,\n`;
  const { id: runId } = await runFile(ws, sync.id, preview, { intent: "preview" });
  const { changes } = await listChanges(ws, { runId, kinds: [], search: "" }, null);
  const idOf = (csvId: string) => changes.find((change) => change.csvId === csvId)?.id ?? 0;
  const changeIds = changes.map(({ id }) => id);
  const needs = await listNeeds(ws, { runId, changeIds, undecided: ["planned", "waiting"] });
  const namesOf = (csvId: string) =>
    needs
      .get(idOf(csvId))
      ?.map((need) => need.csvId)
      .sort();
  expect(namesOf("4")).toEqual(["1", "2"]);
  expect(namesOf("2")).toEqual(["1"]);
  expect(needs.has(idOf("3"))).toBe(false);
});

test("two who swap addresses need each other, and what is decided already is needed by nobody", async () => {
  const { ws, sync } = await setting();
  await runFile(ws, sync.id, `${HEADER}\n1,a@x.com,A,A,\n2,b@x.com,B,B,\n`);
  const { id: runId } = await runFile(ws, sync.id, `${HEADER}\n1,b@x.com,A,A,\n2,a@x.com,B,B,\n`, {
    intent: "preview",
  });
  const { changes } = await listChanges(ws, { runId, kinds: [], search: "" }, null);
  const changeIds = changes.map(({ id }) => id);
  const needs = await listNeeds(ws, { runId, changeIds, undecided: ["planned"] });
  expect([...needs.values()].map((list) => list.length)).toEqual([1, 1]);
  expect((await listNeeds(ws, { runId, changeIds, undecided: ["waiting"] })).size).toBe(0);
});

test("a preview is a run that is merged into one that waits, and uploads have none", async () => {
  const { ctx } = await mintTenant();
  const ws = await mintWorkspace(ctx);
  const source = await mintRemoteSource(ctx);
  const { syncId } = await attachRemoteSource(ws, {
    remoteSourceId: source.id,
    path: "users.csv",
    everyHours: 24,
    atTime: "02:00",
    timeZone: "UTC",
    holdFirstRun: false,
  });
  const first = await previewSync(ws, syncId);
  expect(first.merged).toBe(false);
  expect(await previewSync(ws, syncId)).toEqual({ runId: first.runId, merged: true });
  const uploads = await mintSync(ws);
  await expect(previewSync(ws, uploads.id)).rejects.toMatchObject({ code: "conflict" });
});

test("a line of an undo that puts nothing back has no values to come", async () => {
  const { ws, sync } = await setting();
  const { id: runId } = await runFile(ws, sync.id, `${HEADER}\n1,a@x.com,A,A,\n`);
  await sql`insert into changes (org_id, workspace_id, run_id, kind, status, csv_id, before, kept)
            values (${ws.orgId}, ${ws.workspaceId}, ${runId}, 'update', 'kept', '9',
                    ${sql.json({ email: "k@x.com", firstName: "K", lastName: "", mobile: "", fields: {} })}, '[]')`;
  const { changes } = await listChanges(ws, { runId, kinds: [], search: "", kept: true }, null);
  expect(changes).toMatchObject([{ csvId: "9", after: null, before: { email: "k@x.com" } }]);
});
