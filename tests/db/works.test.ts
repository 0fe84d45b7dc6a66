import { setTimeout as sleep } from "node:timers/promises";
import { beforeEach, expect, test } from "vitest";
import { openWorks } from "@/lib/jobs/works";
import { deleteEndedWorks } from "@/lib/jobs/works.store";
import { testDb } from "../support/db";

// What one process does while requests that wait for it come and go; two of `openWorks` are two processes.

const { db, sql } = testDb();
const QUICK = { leaseMs: 400, beatMs: 100, pollMs: 20, keepMs: 60_000 };
const ENOUGH_MS = 5_000;
const one = openWorks(() => db, QUICK);
const other = openWorks(() => db, QUICK);

beforeEach(() => sql`delete from job_works`);

/** Work that ends when it is told to, and counts how often it was begun. */
function longWork() {
  let end = (_: { n: number }) => {};
  let fail = (_: Error) => {};
  const ended = new Promise<{ n: number }>((resolve, reject) => {
    end = resolve;
    fail = reject;
  });
  const state = { begun: 0 };
  const work = () => {
    state.begun += 1;
    return ended;
  };
  return { state, work, end: (n: number) => end({ n }), fail: (message: string) => fail(new Error(message)) };
}

const rows = async () => [...(await sql`select key from job_works`)];

test("work that ends in time is one turn", async () => {
  expect(await one.attend("a", async () => ({ n: 1 }), ENOUGH_MS)).toEqual({ more: false, value: { n: 1 } });
  expect(await rows()).toEqual([]);
});

test("work that takes longer goes on, is begun once, and gives its result to a later turn", async () => {
  const { state, work, end } = longWork();
  expect(await one.attend("b", work, 30)).toEqual({ more: true });
  expect(await one.attend("b", work, 30)).toEqual({ more: true });
  end(2);
  await sleep(50);
  expect(await one.attend("b", work, 30)).toEqual({ more: false, value: { n: 2 } });
  expect(state.begun).toBe(1);
  expect(await rows()).toEqual([]);
});

test("a process that is asked meanwhile waits, and begins only when the other is done", async () => {
  const { state, work, end } = longWork();
  expect(await one.attend("c", work, 30)).toEqual({ more: true });
  const theirs = longWork();
  theirs.end(4);
  // Longer than a lease: whoever works says so again and again.
  expect(await other.attend("c", theirs.work, 1_000)).toEqual({ more: true });
  expect(theirs.state.begun).toBe(0);
  end(3);
  expect(await other.attend("c", theirs.work, ENOUGH_MS)).toEqual({ more: false, value: { n: 4 } });
  expect([state.begun, theirs.state.begun]).toEqual([1, 1]);
});

test("work of a process that died is begun by the next one when its lease is over", async () => {
  await sql`insert into job_works values ('d', 'dead', clock_timestamp() + interval '200 milliseconds')`;
  const { state, work, end } = longWork();
  end(5);
  expect(await other.attend("d", work, 50)).toEqual({ more: true });
  expect(state.begun).toBe(0);
  expect(await other.attend("d", work, ENOUGH_MS)).toEqual({ more: false, value: { n: 5 } });
});

test("a failure is told to the turn that asks for it, and the turn after that begins anew", async () => {
  const { work, fail } = longWork();
  expect(await one.attend("e", work, 30)).toEqual({ more: true });
  fail("it broke");
  await sleep(50);
  await expect(one.attend("e", work, 30)).rejects.toThrow("it broke");
  expect(await one.attend("e", async () => ({ n: 6 }), ENOUGH_MS)).toEqual({ more: false, value: { n: 6 } });
});

test("a result that no turn asks for is forgotten, and so is what dead processes left", async () => {
  const brief = openWorks(() => db, { ...QUICK, keepMs: 50 });
  const { state, work, end } = longWork();
  expect(await brief.attend("f", work, 20)).toEqual({ more: true });
  end(7);
  await sleep(200);
  await brief.attend("f", work, ENOUGH_MS);
  expect(state.begun).toBe(2);
  await sql`insert into job_works values ('g', 'dead', now() - interval '1 hour'), ('h', 'alive', now() + interval '1 hour')`;
  await deleteEndedWorks(db, new Date());
  expect(await rows()).toEqual([{ key: "h" }]);
});
