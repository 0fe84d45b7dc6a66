import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import type { ChangeStatus } from "@/drizzle/schema/changes";
import type { WorkspaceCtx } from "@/lib/context";
import type { ChangeKind } from "@/lib/model/plan";
import type { RunState } from "@/lib/model/run-state";
import { findLatestRun, getRun, groupIssues, listIssues, listRuns, runProgress } from "@/lib/runs/read";
import { countPlan, listChanges, tallyPlan } from "@/lib/runs/read-plan";
import { readChangeCursor } from "@/lib/runs/views/change-cursor";
import { testDb } from "../../support/db";
import { mintSync, mintTenant, mintWorkspace } from "../../support/tenant";

const { sql } = testDb();

async function workspace() {
  const { ctx } = await mintTenant();
  return mintWorkspace(ctx);
}

async function mintRun(
  ws: WorkspaceCtx,
  syncId: string,
  { state = "succeeded", at = new Date() }: { state?: RunState; at?: Date } = {},
): Promise<string> {
  const id = randomUUID();
  const scope = { org_id: ws.orgId, workspace_id: ws.workspaceId, sync_id: syncId };
  await sql`insert into runs ${sql({
    id,
    ...scope,
    state,
    trigger: "manual",
    requested_by_label: "Kim",
    created_at: at,
    mapping_version: 1,
  })}`;
  return id;
}

type Line = { kind: ChangeKind; csvId: string; email?: string; lastName?: string; status?: ChangeStatus };

async function mintChanges(ws: WorkspaceCtx, runId: string, lines: readonly Line[]): Promise<void> {
  const before = sql.json({
    email: "old@x.com",
    firstName: "Old",
    lastName: "Olsen",
    mobile: "",
    fields: {},
  });
  for (const { kind, csvId, email = null, lastName = null, status = "planned" } of lines) {
    await sql`insert into changes ${sql({
      org_id: ws.orgId,
      workspace_id: ws.workspaceId,
      run_id: runId,
      kind,
      status,
      csv_id: csvId,
      email,
      first_name: email && "Ada",
      last_name: lastName,
      mobile: "",
      before: kind === "create" ? null : before,
    })}`;
  }
}

type IssueLine = { severity: string; code: string; message: string; row?: number | null; value?: string };

async function mintIssues(ws: WorkspaceCtx, runId: string, lines: readonly IssueLine[]): Promise<void> {
  for (const { row = null, value = null, ...line } of lines) {
    const scope = { org_id: ws.orgId, workspace_id: ws.workspaceId, run_id: runId };
    await sql`insert into issues ${sql({ ...scope, ...line, row, value })}`;
  }
}

test("runs are listed newest first, by state and by sync, a page at a time", async () => {
  const ws = await workspace();
  const [hr, crm] = [await mintSync(ws, { name: "HR" }), await mintSync(ws, { name: "CRM" })];
  const day = (n: number) => new Date(Date.UTC(2026, 4, n));
  const failed = await mintRun(ws, hr.id, { state: "failed", at: day(1) });
  const good = await mintRun(ws, hr.id, { at: day(2) });
  const other = await mintRun(ws, crm.id, { at: day(3) });
  const all = { states: [], syncId: null, page: 1, pageSize: 2 };
  const first = await listRuns(ws, all);
  expect(first.runs.map((run) => run.id)).toEqual([other, good]);
  expect(first.total).toBe(3);
  expect((await listRuns(ws, { ...all, page: 2 })).runs.map((run) => run.id)).toEqual([failed]);
  expect((await listRuns(ws, { ...all, states: ["failed"] })).runs.map((run) => run.id)).toEqual([failed]);
  expect((await listRuns(ws, { ...all, syncId: crm.id })).runs.map((run) => run.sync.name)).toEqual(["CRM"]);
  expect(await findLatestRun(ws, { syncId: hr.id })).toBe(good);
});

test("a sync that has not run has no latest run", async () => {
  const ws = await workspace();
  const sync = await mintSync(ws);
  expect(await findLatestRun(ws, { syncId: sync.id })).toBeNull();
});

test("a run says whether its mapping is still the one of the sync", async () => {
  const ws = await workspace();
  const sync = await mintSync(ws);
  const runId = await mintRun(ws, sync.id);
  expect((await getRun(ws, { runId })).mapping.current).toBe(true);
  await sql`update syncs set mapping_version = 2 where id = ${sync.id}`;
  expect((await getRun(ws, { runId })).mapping.current).toBe(false);
});

test("progress is a run's own, and another workspace's run is not found", async () => {
  const ws = await workspace();
  const stranger = await workspace();
  const runId = await mintRun(ws, (await mintSync(ws)).id, { state: "running" });
  expect(await runProgress(ws, { runId })).toMatchObject({ state: "running", rowsDone: 0 });
  await expect(runProgress(stranger, { runId })).rejects.toMatchObject({ code: "not_found" });
  await expect(getRun(stranger, { runId })).rejects.toMatchObject({ code: "not_found" });
  expect((await listChanges(stranger, { runId, kinds: [], search: "" }, null)).changes).toEqual([]);
});

test("a plan is paged by kind without losing or repeating a line, forwards and back", async () => {
  const ws = await workspace();
  const runId = await mintRun(ws, (await mintSync(ws)).id);
  const kinds = ["update", "create", "remove"] as const;
  const lines = Array.from({ length: 120 }, (_, n): Line => {
    const kind = kinds[n % 3] ?? "create";
    return { kind, csvId: String(n), ...(kind === "remove" ? {} : { email: `u${n}@x.com`, lastName: "L" }) };
  });
  await mintChanges(ws, runId, lines);
  const everything = { runId, kinds: [], search: "" };
  const first = await listChanges(ws, everything, null);
  const second = await listChanges(ws, everything, readChangeCursor(first.next ?? ""));
  const third = await listChanges(ws, everything, readChangeCursor(second.next ?? ""));
  const pages = [first, second, third].map((page) => page.changes.map((change) => change.csvId));
  expect(pages.map((page) => page.length)).toEqual([50, 50, 20]);
  expect(new Set(pages.flat()).size).toBe(120);
  expect([first.previous, third.next]).toEqual([null, null]);
  const back = await listChanges(ws, everything, readChangeCursor(third.previous ?? ""));
  expect(back.changes.map((change) => change.csvId)).toEqual(pages[1]);
  expect(await countPlan(ws, { ...everything, kinds: ["remove"] })).toBe(40);
});

test("a line of a removal shows who it was, and is found by their name, address or ID", async () => {
  const ws = await workspace();
  const runId = await mintRun(ws, (await mintSync(ws)).id);
  await mintChanges(ws, runId, [
    { kind: "remove", csvId: "7" },
    { kind: "create", csvId: "8", email: "new@x.com", lastName: "Byron" },
  ]);
  const find = async (search: string) =>
    (await listChanges(ws, { runId, kinds: [], search }, null)).changes.map((change) => change.csvId);
  expect(await find("olsen")).toEqual(["7"]);
  expect(await find("OLD@")).toEqual(["7"]);
  expect(await find("ada by")).toEqual(["8"]);
  expect(await find("8")).toEqual(["8"]);
  expect(await find("%")).toEqual([]);
  const [removal] = (await listChanges(ws, { runId, kinds: ["remove"], search: "" }, null)).changes;
  expect(removal).toMatchObject({ after: null, before: { email: "old@x.com" } });
});

test("the tally of a plan tells what waits from what goes", async () => {
  const ws = await workspace();
  const runId = await mintRun(ws, (await mintSync(ws)).id);
  await mintChanges(ws, runId, [
    { kind: "create", csvId: "1", email: "a@x.com", lastName: "" },
    { kind: "remove", csvId: "2", status: "waiting" },
    { kind: "remove", csvId: "3", status: "waiting" },
  ]);
  const tally = [...(await tallyPlan(ws, { runId }))].sort((a, b) => a.kind.localeCompare(b.kind));
  expect(tally).toEqual([
    { kind: "create", status: "planned", count: 1, teamLosses: 0 },
    { kind: "remove", status: "waiting", count: 2, teamLosses: 0 },
  ]);
});

test("issues stand worst first, then in the order of the file, and are found by what they say", async () => {
  const ws = await workspace();
  const runId = await mintRun(ws, (await mintSync(ws)).id);
  await mintIssues(ws, runId, [
    {
      severity: "warning",
      code: "option_unknown",
      message: "Unknown profile field value: Slaes",
      row: 2,
      value: "Slaes",
    },
    { severity: "error", code: "email_invalid", message: "Invalid e-mail address", row: 9 },
    { severity: "error", code: "email_invalid", message: "Invalid e-mail address", row: 4 },
    { severity: "warning", code: "column_unknown", message: "Field 7 (Shoe size) is unknown" },
  ]);
  const query = { runId, severity: null, code: null, search: "", page: 1, pageSize: 50 };
  const { issues, total } = await listIssues(ws, query);
  expect(issues.map((issue) => [issue.severity, issue.row])).toEqual([
    ["error", 4],
    ["error", 9],
    ["warning", null],
    ["warning", 2],
  ]);
  expect(total).toBe(4);
  expect((await listIssues(ws, { ...query, severity: "error" })).total).toBe(2);
  expect((await listIssues(ws, { ...query, code: "column_unknown" })).total).toBe(1);
  expect((await listIssues(ws, { ...query, search: "SLAES" })).total).toBe(1);
  expect((await listIssues(ws, { ...query, page: 2, pageSize: 3 })).issues).toHaveLength(1);
});

test("issues are grouped by kind, with the values that come up most", async () => {
  const ws = await workspace();
  const runId = await mintRun(ws, (await mintSync(ws)).id);
  const scope = { org_id: ws.orgId, workspace_id: ws.workspaceId, run_id: runId };
  const unknown = (column_name: string, value: string | null, count: number) =>
    sql`insert into issue_tallies ${sql({ ...scope, severity: "warning", code: "option_unknown", column_name, value, count })}`;
  await unknown("Team", "Slaes", 2);
  await unknown("Department", "Slaes", 30);
  for (let n = 0; n < 60; n++) await unknown("Department", `odd ${n}`, 1);
  await unknown("Department", null, 5);
  const count = { severity: "error", code: "field_count", count: 3 };
  await sql`insert into issue_tallies ${sql({ ...scope, ...count })}`;
  const [errors, warnings] = await groupIssues(ws, { runId });
  expect(errors).toEqual({ ...count, values: [], more: { values: 0, orMore: false } });
  expect(warnings).toMatchObject({ code: "option_unknown", count: 97, more: { values: 12, orMore: true } });
  expect(warnings?.values).toHaveLength(50);
  expect(warnings?.values.slice(0, 3)).toEqual([
    { column: "Department", value: "Slaes", count: 30 },
    { column: "Team", value: "Slaes", count: 2 },
    { column: "Department", value: "odd 0", count: 1 },
  ]);
});
