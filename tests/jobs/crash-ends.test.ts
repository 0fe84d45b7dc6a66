import { beforeEach, expect, test } from "vitest";
import type { RunRef } from "@/lib/model/run-ref";
import { cancelRun } from "@/lib/runs/finish-run";
import { sweepRuns } from "@/lib/runs/sweep";
import { testDb } from "../support/db";
import { testDeps } from "../support/pipeline";
import { until } from "../support/until";
import { openCrew } from "./crash-crew";
import { openLab, type Place } from "./crash-lab";
import { holdLock } from "./crash-lock";

// How a run ends that is stopped by somebody, or that nobody can finish: by itself, with all of its plan or nothing.

const { sql } = testDb();
const lab = await openLab();
const { start, hold, release, until: heldUntilTheEnd } = await openCrew();

let place: Place;

beforeEach(async () => {
  place = await lab.prepare();
});

test.each(["after-download", "mid-read", "after-stage", "mid-plan", "before-apply"])(
  "a run that is cancelled at %s ends as cancelled, with nothing applied and nothing left",
  async (point) => {
    const held = hold(point);
    const worker = await start();
    const ref = await lab.request(place);
    await worker.says(`at ${point}`);
    await cancelRun(place.ctx, ref);
    held.release();
    await lab.untilIdle(place);
    await expectCancelled(ref);
  },
);

async function expectCancelled(ref: RunRef): Promise<void> {
  expect(await lab.standing(place)).toBe("old");
  const [run] = await sql`select state, phase, applied_at from runs where id = ${ref.runId}`;
  expect(run).toEqual({ state: "cancelled", phase: null, applied_at: null });
  await lab.expectJobs(ref.runId, ["completed"]);
  await lab.expectClean();
}

test("a run that is cancelled while its worker is dead leaves no file", async () => {
  hold("mid-read");
  const worker = await start();
  const ref = await lab.request(place);
  await worker.says("at mid-read");
  await worker.kill();
  release();
  await cancelRun(place.ctx, ref);
  await start();
  await lab.untilIdle(place);
  await expectCancelled(ref);
});

test("a run that is cancelled in the middle of its apply is applied whole, and whoever cancelled is told", async () => {
  await start();
  const lock = heldUntilTheEnd(
    await holdLock((tx) => tx`select 1 from users where external_id = ${`${place.syncId}#0007`} for update`),
  );
  const ref = await lab.request(place, "upload");
  const applying = await lock.waiting("%todo as not materialized%");
  const cancelling = cancelRun(place.ctx, ref).catch((error: unknown) => error);
  await until(async () => {
    const [row] = await sql`select 1 from pg_stat_activity where ${applying} = any(pg_blocking_pids(pid))`;
    return row !== undefined;
  });
  lock.release();
  expect(await cancelling).toMatchObject({ code: "conflict" });
  await lab.untilIdle(place);
  await lab.expectDone(place, ref);
  await lab.expectClean();
});

test("a run whose worker dies at every attempt ends as failed, with nothing changed and nothing left", async () => {
  hold("after-stage");
  const ref = await lab.request(place, "upload");
  for (let attempt = 0; attempt < 5; attempt++) {
    const worker = await start();
    await worker.says("at after-stage");
    await worker.kill();
  }
  await start();
  await lab.untilIdle(place);
  expect(await lab.standing(place)).toBe("old");
  const [run] = await sql`select state, failure->>'code' as code from runs where id = ${ref.runId}`;
  expect(run).toEqual({ state: "failed", code: "internal" });
  await lab.expectClean();
});

test("a run whose job is lost is ended by the sweep, and the sync goes on", async () => {
  hold("mid-plan");
  const worker = await start();
  const ref = await lab.request(place);
  await worker.says("at mid-plan");
  await worker.kill();
  await sql`truncate job_calls, job_crons, job_events, job_runs, job_steps`;
  release();
  await sql`update runs set lease_until = now() - interval '21 minutes' where id = ${ref.runId}`;
  await start();
  const next = await lab.request(place);
  await sweepRuns(testDeps());
  await lab.untilIdle(place);
  const [dead] = await sql`select state from runs where id = ${ref.runId}`;
  expect(dead).toEqual({ state: "failed" });
  await lab.expectDone(place, next);
  await lab.expectClean();
});
