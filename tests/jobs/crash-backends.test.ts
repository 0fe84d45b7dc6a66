import { afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import type { Place } from "./crash-lab";
import { holdLock } from "./crash-lock";
import { openOwnLab } from "./crash-own-lab";
import { openWorkers } from "./crash-workers";

// Connections of the worker die under it, again and again in one run. The driver is known to let statements escape a
// transaction that died, to leave promises unsettled and to end the process; none of it may show in anybody's data.

// Each step in a call of its own, as for large files; the other files of these tests do small ones in one piece.
process.env.ONE_CALL_MEGABYTES_MAX = "0";
const { server, lab } = await openOwnLab();
const { sql } = lab;
const workers = await openWorkers(server.appUrl);
let kept: Awaited<ReturnType<typeof workers.keep>>;
let place: Place;
let letGo: (() => void)[] = [];

beforeAll(async () => {
  kept = await workers.keep(server.up);
});

beforeEach(async () => {
  place = await lab.prepare();
  kept.worker().forget();
});

afterEach(() => {
  for (const step of letGo) step();
  letGo = [];
});

/** Ends all connections of the worker, as an administrator would. */
async function terminate(): Promise<void> {
  await sql`select pg_terminate_backend(pid) from pg_stat_activity where application_name = ${kept.worker().name}`;
}

/** Kills one backend of the worker, which makes the server throw out everybody and recover. */
async function killBackend(): Promise<void> {
  const [row] = await sql<{ pid: number }[]>`
    select pid from pg_stat_activity where application_name = ${kept.worker().name} limit 1`;
  if (!row) throw new Error("The worker has no connection.");
  await server.crash(row.pid);
}

/** One point after the other, all in one run: at each, `strike`, then let go. */
async function strikeAt(points: readonly string[], strike: () => Promise<void>): Promise<void> {
  const holds = new Map(points.map((point) => [point, workers.hold(point)]));
  letGo.push(...[...holds.values()].map(({ release }) => release));
  const ref = await lab.request(place, "upload");
  for (const [point, { release }] of holds) {
    await kept.says(`at ${point}`);
    await strike();
    release();
  }
  await lab.untilIdle(place);
  expect(await lab.standing(place)).toBe("new");
  await lab.expectDone(place, ref);
  await lab.expectClean(workers.gone());
}

const STRIKES = [
  ["terminated", terminate],
  ["killed", killBackend],
] as const;

test.each(STRIKES)("connections are %s three times while one run is planned", (_, strike) =>
  strikeAt(["after-download", "mid-read", "mid-plan"], strike),
);

test.each(STRIKES)("connections are %s three times while one run is applied and told of", (_, strike) =>
  strikeAt(["before-apply", "after-commit", "in-report"], strike),
);

/** The statement, the last point before it, the table whose lock stops it, and how it reads. */
const STATEMENTS = [
  ["takes up the run", null, "runs", '%update "runs"%'],
  ["forgets an earlier plan", "after-download", "changes", "%delete from changes%"],
  ["stores the plan", "mid-read", "changes", "%insert into changes%"],
  ["applies", "before-apply", "users", "%todo as not materialized%"],
  ["tidies up", "in-report", "uploads", "%uploads%"],
] as const;

test.each(STATEMENTS)(
  "a connection is terminated in the statement that %s",
  async (_, point, table, like) => {
    const held = point ? workers.hold(point) : null;
    if (held) letGo.push(held.release);
    const lockTable = () => holdLock((tx) => tx.unsafe(`lock table ${table} in access exclusive mode`));
    const ref = await lab.request(place, "upload");
    if (point) await kept.says(`at ${point}`);
    const lock = await lockTable();
    letGo.push(lock.release);
    held?.release();
    const pid = await lock.waiting(like);
    await sql`select pg_terminate_backend(${pid})`;
    lock.release();
    await lab.untilIdle(place);
    await lab.expectDone(place, ref);
    await lab.expectClean(workers.gone());
  },
);

test("a transaction dies between two statements, of which the second must not be done alone", async () => {
  const held = workers.hold("mid-read");
  letGo.push(held.release);
  const ref = await lab.request(place, "upload");
  await kept.says("at mid-read");
  // The first statement of the transaction waits; its answer comes, and its connection dies, behind the worker's back.
  const lock = await holdLock((tx) => tx`lock table runs in access exclusive mode`);
  letGo.push(lock.release);
  held.release();
  const pid = await lock.waiting("%for share%");
  kept.worker().signal("SIGSTOP");
  lock.release();
  await sql`select pg_terminate_backend(${pid})`;
  kept.worker().signal("SIGCONT");
  await lab.untilIdle(place);
  await lab.expectDone(place, ref);
  await lab.expectClean(workers.gone());
});
