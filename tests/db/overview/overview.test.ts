import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { getAttention } from "@/lib/alerts/attention";
import { evaluateAlerts } from "@/lib/alerts/evaluate";
import { enterAccount, enterOrg } from "@/lib/auth/enter";
import type { Ctx, WorkspaceCtx } from "@/lib/context";
import type { Counts } from "@/lib/model/run";
import type { RunState } from "@/lib/model/run-state";
import { getPulse } from "@/lib/overview/pulse";
import { getOverview, listNights } from "@/lib/overview/read";
import { approveRun, discardRun } from "@/lib/runs/decide-run";
import { finishRun } from "@/lib/runs/finish-run";
import { listRuns } from "@/lib/runs/read";
import { createTeam } from "@/lib/teams/create";
import { testDb } from "../../support/db";
import { csv, NO_GUARDS, runFile, testDeps, work } from "../../support/pipeline";
import { mintSync, mintTenant, mintWorkspace, mintWorkspaceMember } from "../../support/tenant";

const { sql, db } = testDb();

const NOW = new Date("2026-11-27T08:00:00Z");
const all = { q: "", needy: false, page: 1, pageSize: 50 };

async function place() {
  const tenant = await mintTenant({ clock: () => NOW });
  return { tenant, ctx: tenant.ctx, ws: await mintWorkspace(tenant.ctx, "Staff") };
}

type Night = { daysAgo?: number; hour?: number; state: RunState; code?: string; counts?: Partial<Counts> };

async function mintRun(ws: WorkspaceCtx, syncId: string, night: Night): Promise<string> {
  const { daysAgo = 0, hour = 2, state, code, counts = {} } = night;
  const id = randomUUID();
  const at = new Date(Date.UTC(2026, 10, 27 - daysAgo, hour));
  const isApplied = state.startsWith("succeeded") || state === "undone";
  const zero = { created: 0, updated: 0, removed: 0, restored: 0, errors: 0, warnings: 0 };
  await sql`insert into runs ${sql({
    ...{ id, org_id: ws.orgId, workspace_id: ws.workspaceId, sync_id: syncId, state, created_at: at },
    ...{ trigger: "schedule", requested_by_label: "Rollcall", applied_at: isApplied ? at : null },
    counts: sql.json({ ...zero, ...counts }),
    failure: code ? sql.json({ code, message: `It is ${code}`, remedy: null }) : null,
  })}`;
  return id;
}

describe("the overview", () => {
  test("shows what became of each night, by the clock of the sync", async () => {
    const { ctx, ws } = await place();
    const sync = await mintSync(ws, { timeZone: "Asia/Tokyo" });
    await mintRun(ws, sync.id, { state: "succeeded", counts: { created: 3 } });
    // 20:00 in UTC is already the next day there.
    await mintRun(ws, sync.id, { daysAgo: 2, hour: 20, state: "failed", code: "source_network" });
    await mintRun(ws, sync.id, { daysAgo: 3, state: "failed", code: "source_network" });
    await mintRun(ws, sync.id, { daysAgo: 3, hour: 9, state: "no_change" });
    await mintRun(ws, sync.id, { daysAgo: 4, state: "cancelled" });
    await mintRun(ws, sync.id, { daysAgo: 40, state: "failed", code: "source_network" });
    const { syncs } = await getOverview(ctx, all);
    expect(syncs.map(({ nights }) => nights)).toEqual([`${"-".repeat(25)}ds-fc`]);
    expect(await listNights(ws, { syncId: sync.id })).toMatchObject([
      { day: "2026-11-27", state: "changed", created: 3, failure: null },
      { day: "2026-11-26", state: "failed", failure: "It is source_network" },
      { day: "2026-11-24", state: "same", runs: 2 },
      { day: "2026-11-23", state: "dropped" },
    ]);
  });

  test("marks the nights on which a file was late", async () => {
    const { ctx, ws } = await place();
    const sync = await mintSync(ws);
    await mintRun(ws, sync.id, { daysAgo: 1, state: "no_change" });
    await sql`insert into sync_conditions ${sql({
      ...{ org_id: ws.orgId, workspace_id: ws.workspaceId, sync_id: sync.id, kind: "late" },
      ...{ since: new Date("2026-11-25T08:00:00Z"), raised_at: NOW, cleared_at: null },
    })}`;
    const { syncs } = await getOverview(ctx, all);
    expect(syncs[0]?.nights).toBe(`${"-".repeat(27)}lll`);
    const nights = await listNights(ws, { syncId: sync.id });
    expect(nights.map(({ day, state, runs }) => [day, state, runs])).toEqual([
      ["2026-11-27", "late", 0],
      ["2026-11-26", "late", 1],
      ["2026-11-25", "late", 0],
    ]);
    expect(nights.map(({ runId }) => runId !== null)).toEqual([false, true, false]);
  });

  test("lists pending plans and what needs someone, and nothing when all is well", async () => {
    const { ctx, ws } = await place();
    const [good, bad, held] = [await mintSync(ws), await mintSync(ws), await mintSync(ws)];
    await mintRun(ws, good.id, { state: "no_change" });
    expect(await getOverview(ctx, all)).toMatchObject({ plans: [], needs: [], changes: [], places: [] });
    await mintRun(ws, bad.id, { state: "failed", code: "source_credentials" });
    const runId = await mintRun(ws, held.id, { state: "held", counts: { removed: 4 } });
    const seen = await getOverview(ctx, all);
    expect(seen.plans).toMatchObject([{ runId, counts: { removed: 4 }, isPart: false }]);
    expect(seen.needs).toMatchObject([{ kind: "failed", sync: { id: bad.id } }]);
    expect(new Set(seen.syncs.slice(0, 2).map(({ sync }) => sync.id))).toEqual(new Set([bad.id, held.id]));
    const needy = await getOverview(ctx, { ...all, needy: true });
    expect(needy).toMatchObject({ syncsCount: 3, total: 2 });
  });

  test("lists a sync with row errors as long as the menu marks it", async () => {
    const { ctx, ws } = await place();
    const { id } = await mintSync(ws, { guardSettings: NO_GUARDS });
    const seenAfter = async (file: string) => {
      await runFile(ws, id, file);
      await evaluateAlerts(ws, id);
      const { total, needs } = await getOverview(ctx, { ...all, needy: true });
      return { marked: (await getAttention(ctx)).marks[ws.slug]?.syncs ?? 0, total, needs };
    };
    const skipped = await seenAfter(csv("1,ann@example.com,Ann,,", "2,no address,Bo,,"));
    expect(skipped).toMatchObject({ marked: 1, total: 1, needs: [{ kind: "row_errors", errors: 1 }] });
    const mended = await seenAfter(csv("1,ann@example.com,Ann,,", "2,bo@example.com,Bo,,"));
    expect(mended).toEqual({ marked: 0, total: 0, needs: [] });
  });

  test("shows a guest the syncs of their workspace only, and an author none", async () => {
    const { tenant, ws } = await place();
    const other = await mintWorkspace(tenant.ctx, "Board");
    for (const workspace of [ws, other]) {
      const sync = await mintSync(workspace);
      await mintRun(workspace, sync.id, { state: "failed", code: "file_blocked" });
    }
    const seenBy = async (role: "viewer" | "author") => {
      const { accountId } = await mintWorkspaceMember(tenant, ws.workspaceId, role);
      return getOverview(await enterOrg(db, await enterAccount(db, accountId), tenant.slug), all);
    };
    const viewer = await seenBy("viewer");
    expect(viewer.syncs.map(({ sync }) => sync.workspace.name)).toEqual(["Staff"]);
    expect(viewer.needs).toHaveLength(1);
    expect(await seenBy("author")).toMatchObject({ syncsCount: 0, needs: [], plans: [] });
  });

  test("costs as many statements for many syncs as for one", async () => {
    const { ctx, ws } = await place();
    const mint = async () => mintRun(ws, (await mintSync(ws)).id, { state: "held" });
    await mint();
    const one = await statementsOf(ctx, (counted) => getOverview(counted, all));
    for (let more = 0; more < 60; more += 1) await mint();
    const many = await statementsOf(ctx, (counted) => getOverview(counted, all));
    // Eight, one of which has a part that is built as one.
    expect({ one, many }).toEqual({ one: 9, many: 9 });
  });
});

describe("what changed last night", () => {
  test("is told by sync, with what runs did to teams", async () => {
    const tenant = await mintTenant();
    const ws = await mintWorkspace(tenant.ctx, "Staff");
    const sync = await mintSync(ws, { guardSettings: NO_GUARDS, name: "HR" });
    await createTeam(ws, { name: "Night shift", aliases: [] });
    const file = "ID,Email,First name,Last name,Mobile,Team(s)\n1,a@x.io,A,,,Night shift\n2,b@x.io,B,,,\n";
    const run = await runFile(ws, sync.id, file);
    await finishRun(
      { orgId: ws.orgId, workspaceId: ws.workspaceId, syncId: sync.id, runId: run.id },
      testDeps(),
    );
    const seen = await getOverview(tenant.ctx, all);
    expect(seen.changes).toMatchObject([{ name: "HR", created: 2, updated: 0, removed: 0, runs: 1 }]);
    const teams = seen.places.filter(({ kind }) => kind === "team");
    expect(teams).toMatchObject([{ name: "Night shift", gained: 1, lost: 0, runId: run.id }]);
  });
});

describe("what was decided against", () => {
  async function heldRemovals() {
    const ws = await mintWorkspace((await mintTenant()).ctx);
    const { id } = await mintSync(ws, {
      guardSettings: { ...NO_GUARDS, removals: { atLeast: 1, percent: 1 } },
    });
    await runFile(ws, id, csv("1,a@x.io,A,,", "2,b@x.io,B,,", "3,c@x.io,C,,"));
    const run = await runFile(ws, id, csv("1,a@x.io,Ann,,"));
    return { ws, run, ref: { orgId: ws.orgId, workspaceId: ws.workspaceId, syncId: id, runId: run.id } };
  }

  test("discarded removals stay in the outcome of the run", async () => {
    const { ws, run } = await heldRemovals();
    await discardRun(ws, { runId: run.id });
    const { runs } = await listRuns(ws, { states: [], syncId: null, page: 1, pageSize: 1 });
    expect(runs[0]).toMatchObject({
      state: "succeeded_with_issues",
      counts: { updated: 1, removed: 0, discarded: 2, discardedRemovals: 2 },
    });
  });

  test("removals that were applied leave no such trace", async () => {
    const { ws, run, ref } = await heldRemovals();
    await approveRun(ws, { runId: run.id, what: "all" });
    const done = await work(ws, ref);
    expect(done.counts).toMatchObject({ removed: 2 });
    expect(done.counts).not.toHaveProperty("discarded");
  });

  test("a decision changes the pulse that open pages follow, and looking at it does not", async () => {
    const { ws, run } = await heldRemovals();
    const before = await getPulse(ws);
    expect(await getPulse(ws)).toBe(before);
    await discardRun(ws, { runId: run.id });
    expect(await getPulse(ws)).not.toBe(before);
  });
});

/** How many statements a verb asks of its transaction. */
async function statementsOf(ctx: Ctx, call: (counted: Ctx) => Promise<unknown>): Promise<number> {
  let count = 0;
  const run: Ctx["db"]["run"] = (work) =>
    ctx.db.run((tx) =>
      work(
        new Proxy(tx, {
          get: (target, name, self) => {
            if (name === "execute" || name === "select") count += 1;
            return Reflect.get(target, name, self);
          },
        }),
      ),
    );
  await call({ ...ctx, db: { ...ctx.db, run } });
  return count;
}
