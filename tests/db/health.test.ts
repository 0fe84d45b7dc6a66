import { beforeEach, expect, test } from "vitest";
import { GET as health } from "@/app/api/health/route";
import { GET as ready } from "@/app/api/ready/route";
import { recordHeartbeat } from "@/lib/db/record-heartbeat";
import { scheduleDueSyncs } from "@/lib/runs/schedule";
import { testDb } from "../support/db";
import { testDeps } from "../support/pipeline";

const { db, sql } = testDb();

async function ask() {
  const response = await ready();
  const { status, missing = [] } = (await response.json()) as { status: string; missing?: string[] };
  return { status: response.status, body: status, missing };
}

const WELL = { status: 200, body: "ok", missing: [] };
const without = (...missing: string[]) => ({ status: 503, body: "unavailable", missing });

beforeEach(async () => {
  await sql`delete from heartbeats`;
  await sql`truncate job_calls, job_runs, job_steps`;
  await recordHeartbeat(db, "drop");
});

test("all is well while the worker's heart beats, also before the first minute of a new installation", async () => {
  await recordHeartbeat(db, "worker");
  expect(await ask()).toEqual(WELL);
});

test("a worker that never was or was last seen 15 seconds ago is missing", async () => {
  expect(await ask()).toEqual(without("worker"));
  await recordHeartbeat(db, "worker");
  await sql`update heartbeats set at = now() - interval '16 seconds' where name = 'worker'`;
  expect(await ask()).toEqual(without("worker"));
});

test("an SFTP server for drops that never was or was last seen 15 seconds ago is missing", async () => {
  await recordHeartbeat(db, "worker");
  await sql`update heartbeats set at = now() - interval '16 seconds' where name = 'drop'`;
  expect(await ask()).toEqual(without("drops"));
  await sql`delete from heartbeats where name = 'drop'`;
  expect(await ask()).toEqual(without("drops"));
  await recordHeartbeat(db, "drop");
  expect(await ask()).toEqual(WELL);
});

test("a scheduler whose last turn was three minutes ago is missing", async () => {
  await recordHeartbeat(db, "worker");
  await scheduleDueSyncs(testDeps());
  expect(await ask()).toEqual(WELL);
  await sql`update heartbeats set at = now() - interval '181 seconds' where name = 'scheduler'`;
  expect(await ask()).toEqual(without("scheduler"));
});

test("a queue that does not move is told, a long one of somebody who is being served is not", async () => {
  await recordHeartbeat(db, "worker");
  await put("first", "busy", "1 minute");
  await put("second", "busy", "-9 minutes");
  expect(await ask()).toEqual(WELL);
  const { oldestDueSeconds } = (await (await ready()).json()) as { oldestDueSeconds: number };
  expect(oldestDueSeconds).toBeGreaterThan(500);
  await put("third", "starving", "-4 minutes");
  expect(await ask()).toEqual(WELL);
  await put("fourth", "starving", "-6 minutes");
  expect(await ask()).toEqual(without("queue"));
});

/** A call that is held, when `at` lies ahead, or has been due since then. */
async function put(id: string, tenant: string, at: string): Promise<void> {
  await sql`insert into job_runs (id, function_id, event, keys, limits) values (${id}, 'f', '{}', '{}', '{}')`;
  const [held, due] = at.startsWith("-") ? [null, at] : [at, "-9 minutes"];
  await sql`insert into job_calls (run_id, kind, keys, limits, tenant, lane, due_at, leased_until)
    values (${id}, 'discover', '{}', '{}', ${tenant}, 'work', now() + ${due}::interval, now() + ${held}::interval)`;
}

test("a database that does not answer within seconds is missing, and the answer still comes", async () => {
  await recordHeartbeat(db, "worker");
  await sql.begin(async (locked) => {
    await locked`lock table heartbeats in access exclusive mode`;
    expect(await ask()).toEqual(without("database"));
  });
  expect((await ask()).status).toBe(200);
});

test("the process says that it is alive whatever else is", async () => {
  const answer = await health();
  expect([answer.status, await answer.json()]).toEqual([200, { status: "ok" }]);
});
