import { afterEach, beforeEach, expect, test } from "vitest";
import { applyRun } from "@/lib/runs/apply-run";
import { cancelRun } from "@/lib/runs/cancel-run";
import type { RunDoor } from "@/lib/runs/door";
import { notifyRun } from "@/lib/runs/notify-run";
import { planRun } from "@/lib/runs/plan-run";
import { requestRun } from "@/lib/runs/request-run";
import { scheduleDueSyncs } from "@/lib/runs/schedule";
import { sweepRuns } from "@/lib/runs/sweep";
import { testDb } from "../support/db";
import { queueFile, testDeps } from "../support/pipeline";
import { AFTER } from "./crash-files";
import { openLab, type Place } from "./crash-lab";
import { holdLock } from "./crash-lock";
import { openWorkers, type Worker } from "./crash-workers";
import { until } from "./lab";

// Two who work on one run, who ask for one, or of whom one wants it stopped. What they do is done once or not at all.

const { sql, url } = testDb();
const lab = await openLab();
const workers = await openWorkers(url);

let place: Place;
let running: Worker[] = [];
let letGo: (() => void)[] = [];

beforeEach(async () => {
  place = await lab.prepare();
});

afterEach(async () => {
  for (const step of letGo) step();
  letGo = [];
  for (const worker of running) await worker.kill();
  running = [];
  await sql`truncate job_calls, job_crons, job_events, job_runs, job_steps`;
});

async function start(): Promise<Worker> {
  const worker = await workers.start();
  running.push(worker);
  return worker;
}

function hold(point: string): { release: () => void } {
  const held = workers.hold(point);
  letGo.push(held.release);
  return held;
}

test("two processes that are about to apply one run apply it once", async () => {
  const barrier = hold("before-apply");
  const one = await start();
  const door = await lab.request(place);
  await one.says("at before-apply");
  const other = await start();
  await other.says("at before-apply");
  barrier.release();
  await lab.untilIdle(place);
  await lab.expectDone(place, door);
  await lab.expectClean();
});

test("a process that was overtaken applies nothing, though nobody else has yet", async () => {
  const barrier = hold("before-apply");
  const zombie = await start();
  const door = await lab.request(place, "upload");
  await zombie.says("at before-apply");
  zombie.signal("SIGSTOP");
  const heir = await start();
  await heir.says("at before-apply");
  heir.signal("SIGSTOP");
  barrier.release();
  zombie.signal("SIGCONT");
  await zombie.says("at after-commit");
  expect(await lab.standing(place)).toBe("old");
  heir.signal("SIGCONT");
  await lab.untilIdle(place);
  await lab.expectDone(place, door);
  await lab.expectClean();
});

test("a process that comes back when its run is long over writes nothing", async () => {
  const barrier = hold("before-apply");
  const zombie = await start();
  const door = await lab.request(place, "upload");
  await zombie.says("at before-apply");
  zombie.signal("SIGSTOP");
  barrier.release();
  await start();
  await lab.untilIdle(place);
  await lab.expectDone(place, door);
  const before = await rowOf(door);
  zombie.signal("SIGCONT");
  await zombie.says("at after-commit");
  expect(await rowOf(door)).toEqual(before);
  expect(await lab.standing(place)).toBe("new");
  await lab.expectClean();
});

const rowOf = async ({ runId }: RunDoor) =>
  (await sql`select to_jsonb(r) as run from runs r where id = ${runId}`)[0];

test("a process that was away while it planned adds nothing to the plan of the one that came after it", async () => {
  const barrier = hold("mid-read");
  const zombie = await start();
  const door = await lab.request(place);
  await zombie.says("at mid-read");
  zombie.signal("SIGSTOP");
  barrier.release();
  const next = hold("before-apply");
  const heir = await start();
  await heir.says("at before-apply");
  const before = await rowOf(door);
  const [{ now } = { now: "" }] = await sql<{ now: string }[]>`select clock_timestamp()::text as now`;
  zombie.signal("SIGCONT");
  // The first thing that it wants to write is refused.
  await until(async () => {
    const [refused] = await sql`select 1 from pg_stat_activity
      where application_name = ${zombie.name} and query = 'rollback' and query_start > ${now}::timestamptz`;
    const [changed] = await sql`
      select 1 from runs where id = ${door.runId} and to_jsonb(runs) <> ${sql.json(before?.run)}`;
    return refused !== undefined || changed !== undefined;
  });
  expect(await rowOf(door)).toEqual(before);
  next.release();
  await lab.untilIdle(place);
  await lab.expectDone(place, door);
  await lab.expectClean();
});

test("eight who claim one planned run at once apply it once", async () => {
  const door = await queueFile(place.ctx, place.syncId, AFTER);
  await planRun(door, testDeps());
  const all = await Promise.all(Array.from({ length: 8 }, () => applyRun(door, testDeps())));
  await notifyRun(door);
  expect(all.filter(({ applied }) => applied)).toHaveLength(1);
  expect(await lab.standing(place)).toBe("new");
});

test("two who plan one run at once leave one plan", async () => {
  const door = await queueFile(place.ctx, place.syncId, AFTER);
  const both = await Promise.all([planRun(door, testDeps()), planRun(door, testDeps())]);
  expect(both.map(({ next }) => next)).toContain("apply");
  await applyRun(door, testDeps());
  await notifyRun(door);
  expect(await lab.standing(place)).toBe("new");
  const [plan] = await sql`
    select count(*)::int as lines, count(distinct csv_id)::int as ids from changes where run_id = ${door.runId}`;
  expect(plan?.lines).toBe(plan?.ids);
});

test("a sync that is due while somebody asks for it eight times runs once, and once more for who came later", async () => {
  const barrier = hold("mid-read");
  const worker = await start();
  await sql`update syncs set next_run_at = now() - interval '1 hour' where id = ${place.syncId}`;
  const { ctx, syncId } = place;
  const ask = () => requestRun(ctx, { syncId, trigger: "manual" });
  const eight = Array.from({ length: 8 }, ask);
  await Promise.all([scheduleDueSyncs(testDeps()), ...eight]);
  await worker.says("at mid-read");
  // The first is running: whoever asks now waits behind it.
  await Promise.all(Array.from({ length: 8 }, ask));
  const open = await runsOf(syncId);
  expect(open.filter((state) => state === "running")).toHaveLength(1);
  expect(open.filter((state) => state === "queued")).toHaveLength(1);
  barrier.release();
  await lab.untilIdle(place);
  const ended = await runsOf(syncId);
  expect(ended.slice(0, 3)).toEqual(["succeeded", "succeeded", "succeeded_with_issues"]);
  expect(new Set(ended.slice(3))).toEqual(new Set(["succeeded_with_issues"]));
  expect(await lab.standing(place)).toBe("new");
  await lab.expectClean();
});

const runsOf = async (syncId: string) =>
  (await sql<{ state: string }[]>`select state from runs where sync_id = ${syncId} order by created_at`).map(
    ({ state }) => state,
  );

test.each(["after-download", "mid-read", "after-stage", "mid-plan", "before-apply"])(
  "a run that is cancelled at %s ends as cancelled, with nothing applied and nothing left",
  async (point) => {
    const held = hold(point);
    const worker = await start();
    const door = await lab.request(place);
    await worker.says(`at ${point}`);
    await cancelRun(place.ctx, door);
    held.release();
    await lab.untilIdle(place);
    await expectCancelled(door);
  },
);

async function expectCancelled(door: RunDoor): Promise<void> {
  expect(await lab.standing(place)).toBe("old");
  const [run] = await sql`select state, phase, applied_at from runs where id = ${door.runId}`;
  expect(run).toEqual({ state: "cancelled", phase: null, applied_at: null });
  await lab.expectJobs(door.runId, ["completed"]);
  await lab.expectClean();
}

test("a run that is cancelled while its worker is dead leaves no file", async () => {
  hold("mid-read");
  const worker = await start();
  const door = await lab.request(place);
  await worker.says("at mid-read");
  await worker.kill();
  for (const step of letGo) step();
  await cancelRun(place.ctx, door);
  await start();
  await lab.untilIdle(place);
  await expectCancelled(door);
});

test("a run that is cancelled in the middle of its apply is applied whole, and whoever cancelled is told", async () => {
  await start();
  const lock = await holdLock(
    (tx) => tx`select 1 from users where external_id = ${`${place.syncId}#0007`} for update`,
  );
  letGo.push(lock.release);
  const door = await lab.request(place, "upload");
  const applying = await lock.waiting("%with gate%");
  const cancelling = cancelRun(place.ctx, door).catch((error: unknown) => error);
  await until(async () => {
    const [row] = await sql`select 1 from pg_stat_activity where ${applying} = any(pg_blocking_pids(pid))`;
    return row !== undefined;
  });
  lock.release();
  expect(await cancelling).toMatchObject({ code: "conflict" });
  await lab.untilIdle(place);
  await lab.expectDone(place, door);
  await lab.expectClean();
});

test("a run whose worker dies at every attempt ends as failed, with nothing changed and nothing left", async () => {
  hold("after-stage");
  const door = await lab.request(place, "upload");
  for (let attempt = 0; attempt < 5; attempt++) {
    const worker = await start();
    await worker.says("at after-stage");
    await worker.kill();
  }
  await start();
  await lab.untilIdle(place);
  expect(await lab.standing(place)).toBe("old");
  const [run] = await sql`select state, failure->>'code' as code from runs where id = ${door.runId}`;
  expect(run).toEqual({ state: "failed", code: "internal" });
  await lab.expectClean();
});

test("a run whose job is lost is ended by the sweep, and the sync goes on", async () => {
  hold("mid-plan");
  const worker = await start();
  const door = await lab.request(place);
  await worker.says("at mid-plan");
  await worker.kill();
  await sql`truncate job_calls, job_crons, job_events, job_runs, job_steps`;
  for (const step of letGo) step();
  await sql`update runs set lease_until = now() - interval '21 minutes' where id = ${door.runId}`;
  await start();
  const next = await lab.request(place);
  await sweepRuns(testDeps());
  await lab.untilIdle(place);
  const [dead] = await sql`select state from runs where id = ${door.runId}`;
  expect(dead).toEqual({ state: "failed" });
  await lab.expectDone(place, next);
  await lab.expectClean();
});
