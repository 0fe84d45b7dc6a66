import { beforeEach, expect, test } from "vitest";
import type { RunRef } from "@/lib/model/run-ref";
import { applyRun } from "@/lib/runs/apply-run";
import { finishRun } from "@/lib/runs/finish-run";
import { planRun } from "@/lib/runs/plan-run";
import { requestRun } from "@/lib/runs/request-run";
import { scheduleDueSyncs } from "@/lib/runs/schedule";
import { testDb } from "../support/db";
import { queueFile, testDeps } from "../support/pipeline";
import { until } from "../support/until";
import { openCrew } from "./crash-crew";
import { AFTER } from "./crash-files";
import { openLab, type Place } from "./crash-lab";
import { holdLock } from "./crash-lock";
import { openWorkers, type Worker } from "./crash-workers";

// Two who work on one run, who ask for one, or of whom one wants it stopped. What they do is done once or not at all.

const { sql, url, db } = testDb();
const lab = await openLab();
const { start, hold, add, until: heldUntilTheEnd } = await openCrew();

// With little patience for transactions in which nothing happens, so that nobody has to wait for a minute.
const hasty = new URL(url);
hasty.searchParams.set("idle_in_transaction_session_timeout", "1500");
const hastyWorkers = await openWorkers(hasty.href);

let place: Place;

beforeEach(async () => {
  place = await lab.prepare();
});

test("two processes that are about to apply one run apply it once", async () => {
  const barrier = hold("before-apply");
  const one = await start();
  const ref = await lab.request(place);
  await one.says("at before-apply");
  const other = await start();
  await other.says("at before-apply");
  barrier.release();
  await lab.untilIdle(place);
  await lab.expectDone(place, ref);
  await lab.expectClean();
});

test("a process that was overtaken applies nothing, though nobody else has yet", async () => {
  const barrier = hold("before-apply");
  const zombie = await start();
  const ref = await lab.request(place, "upload");
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
  await lab.expectDone(place, ref);
  await lab.expectClean();
});

test("a process that was stopped in the middle of its apply holds the next one up for a while, not for ever", async () => {
  const zombie = await hastyWorkers.start();
  add(zombie);
  const lock = heldUntilTheEnd(
    await holdLock((tx) => tx`select 1 from users where external_id = ${`${place.syncId}#0007`} for update`),
  );
  const ref = await lab.request(place, "upload");
  await lock.waiting("%todo as not materialized%");
  zombie.signal("SIGSTOP");
  lock.release();
  await start();
  await lab.untilIdle(place);
  await lab.expectDone(place, ref);
  const before = await rowOf(ref);
  zombie.signal("SIGCONT");
  await Promise.race([zombie.ended, until(() => hasAskedSince(zombie, before?.now))]);
  expect((await rowOf(ref))?.run).toEqual(before?.run);
  expect(await lab.standing(place)).toBe("new");
  await lab.expectClean();
});

test("every connection of ours gives up a transaction in which nothing happens for a minute", async () => {
  const [row] = await db.$client`show idle_in_transaction_session_timeout`;
  expect(row).toEqual({ idle_in_transaction_session_timeout: "1min" });
});

test("a process that comes back when its run is long over writes nothing", async () => {
  const barrier = hold("before-apply");
  const zombie = await start();
  const ref = await lab.request(place, "upload");
  await zombie.says("at before-apply");
  zombie.signal("SIGSTOP");
  barrier.release();
  await start();
  await lab.untilIdle(place);
  await lab.expectDone(place, ref);
  const before = await rowOf(ref);
  zombie.signal("SIGCONT");
  await zombie.says("at after-commit");
  expect((await rowOf(ref))?.run).toEqual(before?.run);
  expect(await lab.standing(place)).toBe("new");
  await lab.expectClean();
});

const rowOf = async ({ runId }: RunRef) =>
  (await sql`select to_jsonb(r) as run, clock_timestamp()::text as now from runs r where id = ${runId}`)[0];

/** Whether a worker has begun a statement like this since then. */
async function hasAskedSince({ name }: Worker, then: string, like = "%"): Promise<boolean> {
  const rows = await sql`select 1 from pg_stat_activity
    where application_name = ${name} and query like ${like} and query_start > ${then}::timestamptz`;
  return rows.length > 0;
}

test("a process that was away while it planned adds nothing to the plan of the one that came after it", async () => {
  const barrier = hold("mid-read");
  const zombie = await start();
  const ref = await lab.request(place);
  await zombie.says("at mid-read");
  zombie.signal("SIGSTOP");
  barrier.release();
  const next = hold("before-apply");
  const heir = await start();
  await heir.says("at before-apply");
  const before = await rowOf(ref);
  zombie.signal("SIGCONT");
  // The first thing that it wants to write is refused.
  await until(async () => {
    const [changed] = await sql`
      select 1 from runs where id = ${ref.runId} and to_jsonb(runs) <> ${sql.json(before?.run)}`;
    return changed !== undefined || (await hasAskedSince(zombie, before?.now, "rollback"));
  });
  expect((await rowOf(ref))?.run).toEqual(before?.run);
  next.release();
  await lab.untilIdle(place);
  await lab.expectDone(place, ref);
  await lab.expectClean();
});

test("eight who claim one planned run at once apply it once", async () => {
  const ref = await queueFile(place.ctx, place.syncId, AFTER);
  await planRun(ref, testDeps());
  const all = await Promise.all(Array.from({ length: 8 }, () => applyRun(ref, testDeps())));
  await finishRun(ref);
  expect(all.filter(({ applied }) => applied)).toHaveLength(1);
  expect(await lab.standing(place)).toBe("new");
});

test("two who plan one run at once leave one plan", async () => {
  const ref = await queueFile(place.ctx, place.syncId, AFTER);
  const both = await Promise.all([planRun(ref, testDeps()), planRun(ref, testDeps())]);
  expect(both.map(({ next }) => next)).toContain("apply");
  await applyRun(ref, testDeps());
  await finishRun(ref);
  expect(await lab.standing(place)).toBe("new");
  const [plan] = await sql`
    select count(*)::int as lines, count(distinct csv_id)::int as ids from changes where run_id = ${ref.runId}`;
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
