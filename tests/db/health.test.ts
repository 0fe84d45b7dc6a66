import { beforeEach, expect, test } from "vitest";
import { GET } from "@/app/api/health/route";
import { beat } from "@/lib/db/heartbeat";
import { testDb } from "../support/db";

const { db, sql } = testDb();

async function ask() {
  const response = await GET();
  return { status: response.status, body: await response.json() };
}

const missing = (...parts: string[]) => ({ status: 503, body: { status: "unavailable", missing: parts } });

beforeEach(async () => {
  await sql`delete from heartbeats`;
});

test("all is well while the worker's heart beats", async () => {
  await beat(db, "worker");
  expect(await ask()).toEqual({ status: 200, body: { status: "ok" } });
});

test("a worker that never was or was last seen 15 seconds ago is missing", async () => {
  expect(await ask()).toEqual(missing("worker"));
  await beat(db, "worker");
  await sql`update heartbeats set at = now() - interval '16 seconds'`;
  expect(await ask()).toEqual(missing("worker"));
});

test("a database that does not answer within seconds is missing, and the answer still comes", async () => {
  await beat(db, "worker");
  await sql.begin(async (locked) => {
    await locked`lock table heartbeats in access exclusive mode`;
    expect(await ask()).toEqual(missing("database"));
  });
  expect((await ask()).status).toBe(200);
});
