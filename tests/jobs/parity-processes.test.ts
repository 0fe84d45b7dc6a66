import { setTimeout as sleep } from "node:timers/promises";
import { beforeEach, expect, it } from "vitest";
import { testDb } from "../support/db";
import { until } from "../support/until";
import { openLab } from "./lab";
import { keepWorker, startWorker } from "./processes";

const { sql } = testDb();

beforeEach(async () => {
  await sql`drop table if exists lab_log, lab_work`;
  await sql`create table lab_log (id int generated always as identity, text text)`;
  await sql`create table lab_work (run int, step text, sync text, org text, from_at timestamptz, to_at timestamptz)`;
  await sql`grant all on lab_log, lab_work to rollcall_app`;
});

const noted = async () =>
  (await sql<{ text: string }[]>`select text from lab_log order by id`).map((row) => row.text);

it("runs only the step again in whose middle the worker was killed", async () => {
  const lab = await openLab();
  const worker = await startWorker();
  await lab.client.send({ name: "killed" });
  await until(async () => (await noted()).includes("middle"));
  worker.kill("SIGKILL");
  await startWorker();
  await lab.untilIdle();
  expect(await noted()).toEqual(["before", "middle", "middle", "after"]);
  expect((await lab.runs())[0]?.state).toBe("completed");
});

it("takes back at once what a worker of the same host held when it was killed, and leaves what a living one holds", async () => {
  const lab = await openLab();
  const long = { LAB_LEASE_MS: "120000" };
  const worker = await startWorker(long);
  await lab.client.send({ name: "killed" });
  await until(async () => (await noted()).includes("middle"));
  await startWorker(long);
  await sleep(1_500);
  expect(await noted(), "the first one is alive").toEqual(["before", "middle"]);
  worker.kill("SIGKILL");
  await startWorker(long);
  await lab.untilIdle(15_000);
  expect(await noted()).toEqual(["before", "middle", "middle", "after"]);
});

it("gives up a step that kills its worker every time, and says so to onFailure", async () => {
  const lab = await openLab();
  keepWorker();
  await lab.client.send({ name: "poison" });
  await lab.untilIdle();
  expect(await noted()).toEqual(["kill", "kill", "The worker stopped 2 times while running this"]);
});

it("keeps both concurrency limits while two processes do 120 runs", async () => {
  const lab = await openLab();
  await Promise.all([startWorker(), startWorker()]);
  const events = Array.from({ length: 120 }, (_, n) => ({
    name: "load",
    data: { n, sync: `s${n % 10}`, org: `o${n % 2}` },
  }));
  await lab.client.send(events);
  await lab.untilIdle(150_000);
  const [seen] = await sql`
    select count(*)::int as steps, count(distinct (run, step))::int as distinct_steps,
           (select max(n)::int from (select count(*) n from lab_work a join lab_work b
              on b.sync = a.sync and b.from_at <= a.from_at and b.to_at > a.from_at group by a.ctid) x) as per_sync,
           (select max(n)::int from (select count(*) n from lab_work a join lab_work b
              on b.org = a.org and b.from_at <= a.from_at and b.to_at > a.from_at group by a.ctid) x) as per_org
    from lab_work`;
  expect(seen).toEqual({ steps: 240, distinct_steps: 240, per_sync: 1, per_org: 3 });
});

it("finishes everything though database connections are killed meanwhile", async () => {
  const lab = await openLab();
  keepWorker();
  const events = Array.from({ length: 60 }, (_, n) => ({
    name: "load",
    data: { n, sync: `s${n}`, org: `o${n % 20}` },
  }));
  await lab.client.send(events);
  let killed = 0;
  const kill = async () => {
    const rows = await sql`select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and application_name in ('lab-queue', 'lab-work')`;
    killed += rows.length;
  };
  while (killed < 10) {
    await sleep(150);
    await kill();
  }
  // And surely in the middle of a query: all of them wait for this table.
  await sql.begin(async (tx) => {
    await tx`lock table job_events in access exclusive mode`;
    await sleep(500);
    await kill();
  });
  await lab.untilIdle(150_000);
  const [done] =
    await sql`select count(distinct (run, step))::int as steps from lab_work where to_at is not null`;
  expect(done).toEqual({ steps: 120 });
  expect(new Set((await lab.runs()).map((run) => run.state))).toEqual(new Set(["completed"]));
});
