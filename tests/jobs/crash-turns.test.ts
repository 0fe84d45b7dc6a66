// The environment is read once a process, by the first import that asks for it.
process.env.ROLLCALL_STEP_SECONDS = "0.4";

import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { until } from "../support/until";
import { openCrew } from "./crash-crew";
import { openLab } from "./crash-lab";
import { holdLock } from "./crash-lock";

// Steps that a host lets wait for 0.4 s only: the work goes on while one request follows another, in two workers.

const lab = await openLab();
const crew = await openCrew();

/** How many requests have waited in vain for a step of the run's job. */
async function turnsOf(runId: string): Promise<number> {
  const [row] = await lab.sql<{ n: number }[]>`
    select count(*)::int as n from job_steps s join job_runs r on r.id = s.run_id
    where r.event->'data'->>'runId' = ${runId} and s.outcome->'data'->'unfinished' = 'true'`;
  return row?.n ?? 0;
}

async function works(): Promise<string[]> {
  const rows = await lab.sql<{ step: string }[]>`select split_part(key, ':', 2) as step from job_works`;
  return rows.map(({ step }) => step);
}

/** The apply statement waits in its middle until released. */
async function holdApply(syncId: string) {
  const hold = await holdLock(
    (tx) => tx`select 1 from users where external_id = ${`${syncId}#0007`} for update`,
  );
  crew.until(hold);
  return hold;
}

test("an apply that takes longer than a request goes on over many of them, in one statement, whoever asks", async () => {
  await crew.start();
  await crew.start();
  const place = await lab.prepare();
  const hold = await holdApply(place.syncId);
  const ref = await lab.request(place);
  await hold.waiting("%todo as not materialized%");
  await until(async () => (await turnsOf(ref.runId)) >= 4);
  const [statements] = await lab.sql<{ n: number }[]>`
    select count(*)::int as n from pg_stat_activity where query ilike '%todo as not materialized%' and state = 'active'
      and pid <> pg_backend_pid()`;
  expect(statements).toEqual({ n: 1 });
  expect(await works()).toEqual(["apply"]);
  expect(await lab.standing(place)).toBe("old");
  hold.release();
  await lab.untilIdle(place);
  expect(await lab.standing(place)).toBe("new");
  await lab.expectDone(place, ref);
  await lab.expectClean();
  expect(await works()).toEqual([]);
});

test.each(["fetch", "plan", "apply"] as const)(
  "a worker that dies between two requests of %s: another one begins it anew, once, and nothing is left",
  async (step) => {
    const first = await crew.start();
    const place = await lab.prepare();
    const apply = step === "apply" ? await holdApply(place.syncId) : null;
    const plan = step === "plan" ? await holdPlan() : null;
    lab.slow(step === "fetch");
    const ref = await lab.request(place);
    await until(async () => (await turnsOf(ref.runId)) >= 2 && (await works()).includes(step));
    await first.kill();
    expect(await lab.standing(place)).toBe("old");
    lab.slow(false);
    await crew.start();
    // The statement of the dead one holds what it has; it ends with its connection.
    await sleep(500);
    apply?.release();
    plan?.release();
    await lab.untilIdle(place);
    expect(await lab.standing(place)).toBe("new");
    await lab.expectDone(place, ref);
    await lab.expectClean([first.name]);
    expect(await works()).toEqual([]);
  },
);

/** Storing lines of a plan waits until released. */
async function holdPlan() {
  const hold = await holdLock((tx) => tx`lock table changes in share row exclusive mode`);
  crew.until(hold);
  return hold;
}
