import { sql as raw } from "drizzle-orm";
import fc from "fast-check";
import { beforeEach, expect, test } from "vitest";
import { type ClaimedCall, claimCalls, forgetTurns, settleCall } from "@/inngest/local/queue.store";
import { testDb } from "../support/db";

// The claim of the local executor, on real tables: whose call is next, by rules that are written down here once more.

const { db, sql } = testDb();
const CALLS = 4;
const BEGUN_MAX = 3;

beforeEach(() => sql`truncate job_calls, job_runs, job_steps, job_turns`);

/** A run of `CALLS` calls, the first of which downloads. `key` keeps runs of a sync apart, `org` counts to two. */
type Run = { id: string; tenant: string; sync: number };

async function enqueue({ id, tenant, sync }: Run): Promise<void> {
  const keys = [`sync:${tenant}${sync}`, `org:${tenant}`];
  await sql`insert into job_runs (id, function_id, event, keys, limits, tenant, lane)
    values (${id}, 'f', ${sql.json({ id, name: "n", data: {}, ts: 0 })}, ${keys}, '{1,2}', ${tenant}, 'work')`;
  await sql`insert into job_calls (run_id, kind, keys, limits, tenant, lane)
    values (${id}, 'discover', ${keys}, '{1,2}', ${tenant}, 'download')`;
}

const claim = (free: Record<string, number>) =>
  claimCalls(db, { free, begunMax: BEGUN_MAX, leaseMs: 60_000, worker: "w" });

const END = { state: "completed", result: null } as const;
const settle = (call: ClaimedCall, isLast: boolean) =>
  settleCall(db, call, { memo: null, next: [], finish: isLast ? END : null, event: null });

/** What the queue should do, in plain lists. */
function openModel() {
  type Call = Run & { depth: number; lane: string; held: boolean };
  const calls: Call[] = [];
  const turns = new Map<string, number>();
  let turn = 0;
  const held = (lane: string | null, is: (call: Call) => boolean) =>
    calls.filter((call) => call.held && (lane === null || call.lane === lane) && is(call)).length;
  const begun = (tenant: string) =>
    calls.filter((call) => call.tenant === tenant && (call.held || call.depth > 0)).length;
  const isEligible = (call: Call): boolean =>
    !call.held &&
    held(null, (one) => one.tenant === call.tenant && one.sync === call.sync) < 1 &&
    held(null, (one) => one.tenant === call.tenant) < 2 &&
    (call.depth > 0 || begun(call.tenant) < BEGUN_MAX);
  const rank = (call: Call): [number, number, number] => [
    held(call.lane, (one) => one.tenant === call.tenant),
    turns.get(`${call.lane} ${call.tenant}`) ?? 0,
    -call.depth,
  ];
  return {
    add: (run: Run) => calls.push({ ...run, depth: 0, lane: "download", held: false }),
    waiting: (lane: string) => calls.filter((call) => call.lane === lane && isEligible(call)),
    take: (id: string, lane: string) => {
      const call = calls.find((one) => one.id === id);
      if (!call) throw new Error("It gave a call of a run that is over.");
      const eligible = calls.filter((one) => one.lane === lane && isEligible(one));
      expect(eligible, "a call that may be taken").toContain(call);
      const best = eligible.map(rank).sort(inOrder)[0];
      expect(rank(call), "whose turn it is").toEqual(best);
      call.held = true;
      turn += 1;
      turns.set(`${lane} ${call.tenant}`, turn);
    },
    settle: (id: string): boolean => {
      const at = calls.findIndex((one) => one.id === id);
      const call = calls[at];
      if (!call) throw new Error("Nobody has it.");
      Object.assign(call, { held: false, depth: call.depth + 1, lane: "work" });
      if (call.depth === CALLS) calls.splice(at, 1);
      return call.depth === CALLS;
    },
  };
}

function inOrder(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((value, index) => value !== b[index]);
  return at < 0 ? 0 : (a[at] ?? 0) - (b[at] ?? 0);
}

const action = fc.oneof(
  fc.record({
    what: fc.constant("enqueue" as const),
    tenant: fc.constantFrom("a", "b", "c", "d"),
    sync: fc.nat(4),
  }),
  fc.record({ what: fc.constant("claim" as const), work: fc.nat(3), download: fc.nat(3) }),
  fc.record({ what: fc.constant("settle" as const), which: fc.nat(20) }),
);

test("each call taken is that of the tenant with the fewest running, then of who waited longest; what has begun first", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(action, { minLength: 20, maxLength: 60 }), async (actions) => {
      await sql`truncate job_calls, job_runs, job_steps, job_turns`;
      const model = openModel();
      const held: ClaimedCall[] = [];
      for (const [at, one] of actions.entries()) {
        if (one.what === "enqueue") {
          const run = { id: `r${at}`, tenant: one.tenant, sync: one.sync };
          await enqueue(run);
          model.add(run);
        }
        if (one.what === "claim") {
          for (const [lane, slots] of [["work", one.work] as const, ["download", one.download] as const]) {
            const taken = await claim({ [lane]: slots });
            for (const { runId } of taken) model.take(runId, lane);
            if (taken.length < slots)
              expect(model.waiting(lane), "a slot stays free for nothing").toEqual([]);
            held.push(...taken);
          }
        }
        if (one.what === "settle" && held.length > 0) {
          const [call] = held.splice(one.which % held.length, 1);
          if (call) expect(await settle(call, model.settle(call.runId))).toBe(true);
        }
      }
    }),
    { numRuns: 25 },
  );
});

test("a newcomer is served next though as many tenants as there are slots have long queues", async () => {
  for (let n = 0; n < 30; n++) {
    for (let t = 0; t < 8; t++) await enqueue({ id: `${t}-${n}`, tenant: `t${t}`, sync: n });
  }
  const held = await claim({ download: 8 });
  await enqueue({ id: "new", tenant: "newcomer", sync: 0 });
  const [first] = held;
  if (!first) throw new Error("Nothing was taken.");
  await settle(first, true);
  expect((await claim({ download: 1 })).map(({ runId }) => runId)).toEqual(["new"]);
});

test("a tenant of 121 runs has three under way at a time, and the first is done before the fifth begins", async () => {
  for (let n = 0; n < 121; n++) await enqueue({ id: `r${String(n).padStart(3, "0")}`, tenant: "a", sync: n });
  const depths = new Map<string, number>();
  const finished: string[] = [];
  while (finished.length < 5) {
    for (const call of await claim({ work: 8, download: 32 })) {
      const depth = (depths.get(call.runId) ?? 0) + 1;
      depths.set(call.runId, depth);
      expect(depths.size - finished.length, "runs under way").toBeLessThanOrEqual(BEGUN_MAX);
      await settle(call, depth === CALLS);
      if (depth === CALLS) finished.push(call.runId);
    }
  }
  expect(finished.slice(0, 5).sort()).toEqual(["r000", "r001", "r002", "r003", "r004"]);
});

test("a lane without free slots keeps no other lane from its calls", async () => {
  for (let n = 0; n < 6; n++) await enqueue({ id: `d${n}`, tenant: `t${n}`, sync: n });
  await sql`insert into job_runs (id, function_id, event, keys, limits, lane) values ('tick', 'c', '{}', '{}', '{}', 'cron')`;
  await sql`insert into job_calls (run_id, kind, keys, limits, lane) values ('tick', 'discover', '{}', '{}', 'cron')`;
  expect((await claim({ work: 0, download: 0, cron: 1 })).map(({ runId }) => runId)).toEqual(["tick"]);
});

test("a call whose lease ran out is taken again and counts as tried, one that was given back does not", async () => {
  for (const id of ["dead", "alive"]) await enqueue({ id, tenant: id, sync: 0 });
  await claim({ download: 2 });
  await sql`update job_calls set leased_until = now() - interval '1 second' where run_id = 'dead'`;
  expect((await claim({ download: 2 })).map(({ runId, attempt }) => [runId, attempt])).toEqual([["dead", 1]]);
});

test("who has had no call for a minute has no turn to be passed by; who waits or is served keeps theirs", async () => {
  for (const tenant of ["gone", "waiting", "busy"]) await enqueue({ id: tenant, tenant, sync: 0 });
  for (const call of await claim({ download: 3 })) {
    if (call.runId === "gone") await settle(call, true);
    if (call.runId === "waiting") await settle(call, false);
  }
  await sql`update job_turns set at = now() - interval '2 minutes'`;
  await forgetTurns(db);
  const turns = await sql`select tenant, lane from job_turns order by 1, 2`;
  expect(turns.map(({ tenant, lane }) => `${tenant} ${lane}`)).toEqual(["busy download", "waiting work"]);
  await enqueue({ id: "back", tenant: "gone", sync: 1 });
  expect((await claim({ download: 1 })).map(({ runId }) => runId)).toEqual(["back"]);
});

test("a tenant whose slots are full costs a claim nothing, though thousands of its calls wait", async () => {
  const keys = sql`array['sync:' || n, 'org:a']`;
  await sql`insert into job_runs (id, function_id, event, keys, limits, tenant, lane)
    select 'a' || n, 'f', '{}', ${keys}, '{1,2}', 'a', 'work' from generate_series(1, 5000) n`;
  await sql`insert into job_calls (run_id, kind, keys, limits, tenant, lane)
    select 'a' || n, 'discover', ${keys}, '{1,2}', 'a', 'download' from generate_series(1, 5000) n`;
  expect(await claim({ download: 32 })).toHaveLength(2);
  const rows = await db.transaction(async (tx) => {
    // Counted in the transaction that makes the claim.
    const count = async () => {
      const [row] = await tx.execute<{ n: number }>(raw`
        select pg_stat_get_xact_tuples_fetched('job_calls'::regclass)::int
             + pg_stat_get_xact_tuples_returned('job_calls'::regclass)::int as n`);
      return row?.n ?? Number.NaN;
    };
    const before = await count();
    await tx.execute(raw`select * from job_claim('{"download": 30}'::jsonb, 3, 60000, 'w')`);
    return (await count()) - before;
  });
  expect(rows).toBeLessThan(100);
});
