import { beforeEach, describe, expect, test } from "vitest";
import type { WorkspaceCtx } from "@/lib/context";
import { purgeOld } from "@/lib/purge/purge-old";
import { applyRun } from "@/lib/runs/apply-run";
import { approveRun } from "@/lib/runs/decide-run";
import { fetchRun } from "@/lib/runs/fetch-run";
import { cancelRun, finishRun } from "@/lib/runs/finish-run";
import { planRun } from "@/lib/runs/plan-run";
import { requestRun } from "@/lib/runs/request-run";
import { scheduleDueSyncs } from "@/lib/runs/schedule";
import { acquire, getRunRow, writeProgress } from "@/lib/runs/store";
import { sweepRuns } from "@/lib/runs/sweep";
import { testDb } from "../../support/db";
import { NO_GUARDS, people, queueFile, runFile, testDeps } from "../../support/pipeline";
import { mintSync, mintTenant, mintUser, mintWorkspace } from "../../support/tenant";

const FILE = "ID,Email,First name,Last name,Mobile\n1,ann@x.io,Ann,Lee,\n2,bob@x.io,Bob,Ray,\n";

let ctx: WorkspaceCtx;
let syncId: string;

beforeEach(async () => {
  ctx = await mintWorkspace((await mintTenant()).ctx);
  syncId = (await mintSync(ctx, { guardSettings: NO_GUARDS })).id;
});

describe("one run after the other", () => {
  test("a request while one is waiting is merged into it", async () => {
    const first = await requestRun(ctx, { syncId, trigger: "manual" });
    const second = await requestRun(ctx, { syncId, trigger: "manual" });
    expect([first.merged, second.merged]).toEqual([false, true]);
    expect(second.runId).toBe(first.runId);
  });

  test("a run that someone else has taken over can write nothing more", async () => {
    const ref = await queueFile(ctx, syncId, FILE);
    const zombie = await acquire(ctx, ref.runId);
    const heir = await acquire(ctx, ref.runId);
    expect(heir?.fence).toBe((zombie?.fence ?? 0) + 1);
    const lease = { runId: ref.runId, fence: zombie?.fence ?? 0 };
    await expect(writeProgress(ctx, lease, { rowsDone: 1 })).rejects.toMatchObject({ code: "lost_lease" });
  });

  test("the last step may be executed again, as after an upgrade that renamed it, and changes nothing", async () => {
    const run = await runFile(ctx, syncId, FILE);
    const ref = { orgId: ctx.orgId, workspaceId: ctx.workspaceId, syncId, runId: run.id };
    expect(await finishRun(ref, testDeps())).toMatchObject({ state: "succeeded", counts: { created: 2 } });
    const before = await getRunRow(ctx, run.id);
    expect(await finishRun(ref, testDeps())).toMatchObject({ state: "succeeded", counts: { created: 2 } });
    expect(await getRunRow(ctx, run.id)).toEqual(before);
    expect(await people(ctx)).toHaveLength(2);
  });

  test("two workers that apply the same plan at once apply it once", async () => {
    const ref = await queueFile(ctx, syncId, FILE);
    await planRun(ref, testDeps());
    const both = await Promise.all([applyRun(ref, testDeps()), applyRun(ref, testDeps())]);
    expect(both.filter((outcome) => outcome.applied).length).toBeGreaterThan(0);
    const run = await getRunRow(ctx, ref.runId);
    expect(run).toMatchObject({ state: "succeeded", counts: { created: 2 } });
    expect(await people(ctx)).toEqual(["1|ann@x.io|Ann|Lee|", "2|bob@x.io|Bob|Ray|"]);
  });

  test("a run cancelled after its plan applies nothing, and cannot be cancelled twice", async () => {
    const ref = await queueFile(ctx, syncId, FILE);
    await planRun(ref, testDeps());
    await cancelRun(ctx, { runId: ref.runId });
    expect(await applyRun(ref, testDeps())).toEqual({ next: "stop", applied: null });
    expect(await people(ctx)).toEqual([]);
    await expect(cancelRun(ctx, { runId: ref.runId })).rejects.toMatchObject({ code: "conflict" });
  });

  test("a run cut off while it was planned once more never applies half a plan", async () => {
    const ref = await queueFile(ctx, syncId, FILE);
    await planRun(ref, testDeps());
    await testDb().sql`delete from changes where run_id = ${ref.runId} and csv_id = '2'`;
    await testDb().sql`update runs set phase = 'planning' where id = ${ref.runId}`;
    await applyRun(ref, testDeps());
    expect(await people(ctx)).toEqual(["1|ann@x.io|Ann|Lee|", "2|bob@x.io|Bob|Ray|"]);
  });

  test("planning again from the start leaves one plan, not two", async () => {
    const ref = await queueFile(ctx, syncId, FILE);
    await planRun(ref, testDeps());
    await testDb().sql`update runs set phase = 'reading' where id = ${ref.runId}`;
    await planRun(ref, testDeps());
    const rows = await testDb()
      .sql`select kind, csv_id from changes where run_id = ${ref.runId} order by csv_id`;
    expect(rows).toEqual([
      { kind: "create", csv_id: "1" },
      { kind: "create", csv_id: "2" },
    ]);
  });
});

describe("schedule and sweep", () => {
  test("a due sync is queued once, however often it was missed, and its next time lies ahead", async () => {
    await testDb().sql`update syncs set next_run_at = now() - interval '9 days' where id = ${syncId}`;
    await scheduleDueSyncs(testDeps());
    await scheduleDueSyncs(testDeps());
    const rows = await testDb().sql`select state, trigger from runs where sync_id = ${syncId}`;
    expect(rows).toEqual([{ state: "queued", trigger: "schedule" }]);
    const [sync] = await testDb().sql`select next_run_at > now() as ahead from syncs where id = ${syncId}`;
    expect(sync).toEqual({ ahead: true });
  });

  test("an hourly sync goes on by elapsed time when the clocks change", async () => {
    await testDb().sql`
      update syncs set schedule_kind = 'hours', every_hours = 1, at_time = '00:30', time_zone = 'Europe/Berlin',
        next_run_at = '2026-10-25T00:30:00Z' where id = ${syncId}`;
    await scheduleDueSyncs({ ...testDeps(), clock: () => new Date("2026-10-25T00:30:20Z") });
    const [sync] = await testDb().sql`select next_run_at from syncs where id = ${syncId}`;
    expect(sync?.next_run_at).toEqual(new Date("2026-10-25T01:30:00Z"));
  });

  test("a paused sync is not queued", async () => {
    await testDb()
      .sql`update syncs set next_run_at = now() - interval '1 day', paused = true where id = ${syncId}`;
    await scheduleDueSyncs(testDeps());
    expect(await testDb().sql`select 1 from runs where sync_id = ${syncId}`).toHaveLength(0);
  });

  test("a queued run whose event was lost is asked for again, one whose worker died is ended", async () => {
    const ref = await queueFile(ctx, syncId, FILE);
    const other = await mintSync(ctx, { guardSettings: NO_GUARDS });
    const dead = await queueFile(ctx, other.id, FILE);
    await testDb().sql`update runs set created_at = now() - interval '3 minutes' where id = ${ref.runId}`;
    await acquire(ctx, dead.runId);
    await testDb().sql`update runs set lease_until = now() - interval '21 minutes' where id = ${dead.runId}`;
    expect(await sweepRuns(testDeps())).toMatchObject({ resent: 1, failed: 1 });
    expect(await getRunRow(ctx, dead.runId)).toMatchObject({ state: "failed" });
    expect(await people(ctx)).toEqual([]);
  });
});

describe("the sweep and the jobs", () => {
  const minutesAgo = (minutes: number) => testDb().sql`now() - ${minutes} * interval '1 minute'`;
  const events = () => testDb().sql`select event->>'id' as id from job_events order by seq`;

  beforeEach(async () => {
    const { sql } = testDb();
    await sql`truncate job_calls, job_runs, job_events, job_steps`;
    await sql`update runs set state = 'cancelled' where state in ('queued', 'running')`;
  });

  test("a run whose job waits is left alone, however long it has waited: it is neither asked for again nor ended", async () => {
    const waiting = await queueFile(ctx, syncId, FILE);
    const other = await mintSync(ctx, { guardSettings: NO_GUARDS });
    const planned = await queueFile(ctx, other.id, FILE);
    await acquire(ctx, planned.runId);
    const { sql } = testDb();
    await sql`update runs set created_at = ${minutesAgo(90)} where id = ${waiting.runId}`;
    await sql`update runs set lease_until = ${minutesAgo(21)} where id = ${planned.runId}`;
    await putJob(waiting.runId, "running");
    await putJob(planned.runId, "running");
    expect(await sweepRuns(testDeps())).toMatchObject({ resent: 0, failed: 0 });
    expect(await events()).toHaveLength(0);
    expect(await getRunRow(ctx, planned.runId)).toMatchObject({ state: "running", failure: null });
  });

  test("a run whose event waits to be taken up is not asked for again", async () => {
    const { runId } = await requestRun(ctx, { syncId, trigger: "manual" });
    await testDb().sql`update runs set created_at = ${minutesAgo(90)} where id = ${runId}`;
    for (let minute = 0; minute < 3; minute++) await sweepRuns(testDeps());
    expect(await events()).toEqual([{ id: `run:${runId}:0` }]);
  });

  test("a run whose job ended without taking it is asked for once more, by another event id", async () => {
    const ref = await queueFile(ctx, syncId, FILE);
    await testDb().sql`update runs set created_at = ${minutesAgo(3)} where id = ${ref.runId}`;
    await putJob(ref.runId, "failed");
    expect(await sweepRuns(testDeps())).toMatchObject({ resent: 1 });
    expect(await events()).toEqual([{ id: `run:${ref.runId}:0-1` }]);
  });

  test("a run that takes longer than the limit ends with its own text and code, whether its job waits or not", async () => {
    const ref = await queueFile(ctx, syncId, FILE);
    await acquire(ctx, ref.runId);
    const { sql } = testDb();
    await sql`update runs set taken_at = ${minutesAgo(241)}, lease_until = ${minutesAgo(1)} where id = ${ref.runId}`;
    await putJob(ref.runId, "running");
    expect(await sweepRuns(testDeps())).toMatchObject({ failed: 1 });
    expect((await getRunRow(ctx, ref.runId)).failure).toMatchObject({
      code: "run_too_long",
      message: "The run took longer than 240 minutes. Nothing was changed.",
    });
  });

  test.each([fetchRun, planRun])("a step that begins after the limit ends the run, %o", async (step) => {
    const ref = await queueFile(ctx, syncId, FILE);
    await acquire(ctx, ref.runId);
    await testDb().sql`update runs set taken_at = ${minutesAgo(241)} where id = ${ref.runId}`;
    expect(await step(ref, testDeps())).toEqual({ next: "stop" });
    const run = await getRunRow(ctx, ref.runId);
    expect([run.state, run.failure?.code]).toEqual(["failed", "run_too_long"]);
  });

  test("the time that a person takes to decide is not the run's", async () => {
    const held = await mintSync(ctx, { guardSettings: { ...NO_GUARDS, firstRun: true } });
    const ref = await queueFile(ctx, held.id, FILE);
    await planRun(ref, testDeps());
    await testDb().sql`update runs set taken_at = ${minutesAgo(9999)} where id = ${ref.runId}`;
    await approveRun(ctx, { runId: ref.runId, what: "all" });
    expect(await fetchRun(ref, testDeps())).toEqual({ next: "plan" });
    expect(await sweepRuns(testDeps())).toMatchObject({ failed: 0 });
  });

  test("a run behind another of its sync gives way, and is asked for when that one has ended", async () => {
    const first = await queueFile(ctx, syncId, FILE);
    await fetchRun(first, testDeps());
    const second = await queueFile(ctx, syncId, FILE);
    expect(await fetchRun(second, testDeps())).toEqual({ next: "wait" });
    expect(await getRunRow(ctx, second.runId)).toMatchObject({ state: "queued", failure: null });
    await planRun(first, testDeps());
    await applyRun(first, testDeps());
    await finishRun(first, testDeps());
    expect(await events()).toEqual([{ id: `run:${second.runId}:0-after-${first.runId}` }]);
    expect(await fetchRun(second, testDeps())).toMatchObject({ next: "plan" });
  });

  async function putJob(runId: string, state: "running" | "failed"): Promise<void> {
    const { sql } = testDb();
    await sql`insert into job_runs (id, function_id, event, keys, limits, state)
      values (${`job ${runId}`}, 'rollcall-sync-run', ${sql.json({ data: { runId } })}, '{}', '{}', ${state})`;
  }
});

describe("purge", () => {
  test("deletes users removed more than 30 days ago and details of runs after 90, and nothing younger", async () => {
    const run = await runFile(ctx, syncId, `${FILE}3,nobody,,,\n`);
    const recent = await runFile(ctx, syncId, `${FILE.replace("Lee", "Li")}3,nobody,,,\n`);
    await mintUser(ctx, { email: "old@x.io", state: "removed", removedAt: daysAgo(31) });
    await mintUser(ctx, { email: "new@x.io", state: "removed", removedAt: daysAgo(29) });
    await testDb()
      .sql`update runs set finished_at = now() - interval '91 days', managers = '{"rows": 1}' where id = ${run.id}`;
    await purgeOld(testDeps());
    const removed = await testDb()
      .sql`select email from users where workspace_id = ${ctx.workspaceId} and state = 'removed'`;
    expect(removed).toEqual([{ email: "new@x.io" }]);
    for (const table of ["changes", "issues", "issue_tallies", "skipped_rows"]) {
      const { sql } = testDb();
      const kept =
        await sql`select distinct run_id from ${sql(table)} where workspace_id = ${ctx.workspaceId}`;
      expect(kept, table).toEqual([{ run_id: recent.id }]);
    }
    expect((await people(ctx)).length).toBe(2);
    expect(await getRunRow(ctx, run.id)).toMatchObject({
      state: "succeeded_with_issues",
      counts: { created: 2 },
      file: null,
      managers: null,
    });
  });
});

function daysAgo(days: number): Date {
  return new Date(Date.now() - days * 86_400_000);
}
