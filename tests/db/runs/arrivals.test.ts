import fc from "fast-check";
import { beforeEach, describe, expect, test } from "vitest";
import { noteArrival } from "@/lib/arrivals/note-arrival";
import type { WorkspaceCtx } from "@/lib/context";
import { queueArrived } from "@/lib/runs/arrivals.store";
import { cancelRun } from "@/lib/runs/finish-run";
import { openSystem } from "@/lib/runs/open-run";
import { requestRun } from "@/lib/runs/request-run";
import { ARRIVING_MS_MAX, QUIET_MS, queueArrivedSyncs } from "@/lib/runs/schedule";
import { setSyncPaused } from "@/lib/syncs/set-paused";
import { testDb } from "../../support/db";
import { testDeps } from "../../support/pipeline";
import { mintRemoteSource, mintSync, mintTenant, mintWorkspace } from "../../support/tenant";

const { sql } = testDb();
const START = new Date("2026-11-27T02:00:00Z").getTime();

let nowMs: number;
let ctx: WorkspaceCtx;
let remoteSourceId: string;
let syncId: string;

const clock = () => new Date(nowMs);
const passed = (seconds: number) => {
  nowMs = START + seconds * 1000;
};
const tick = () => queueArrivedSyncs({ ...testDeps(), clock });

async function arrives(path = "users.csv", of = ctx): Promise<number> {
  return of.db.run((tx) => noteArrival(tx, { ...of, clock }, { remoteSourceId, path }));
}

async function runs(of = syncId) {
  return [...(await sql`select trigger, state from runs where sync_id = ${of} order by created_at`)];
}

const one = [{ trigger: "arrival", state: "queued" }];

beforeEach(async () => {
  passed(0);
  const tenant = await mintTenant({ clock });
  ctx = await mintWorkspace(tenant.ctx);
  remoteSourceId = (await mintRemoteSource(ctx)).id;
  syncId = (await mintSync(ctx, ON_ARRIVAL())).id;
});

const ON_ARRIVAL = () => ({
  remoteSourceId,
  path: "users.csv",
  managersPath: "managers.csv",
  scheduleKind: "arrival" as const,
});

describe("a file that arrived", () => {
  test("starts one run when it has been quiet for a minute, and no second one", async () => {
    await arrives();
    passed(59);
    await tick();
    expect(await runs()).toEqual([]);
    passed(60);
    await tick();
    await tick();
    passed(600);
    await tick();
    expect(await runs()).toEqual(one);
  });

  test("that keeps arriving starts a run after 15 minutes although no minute was quiet, and then again", async () => {
    const startedAt: number[] = [];
    for (let second = 0; second <= 31 * 60; second += 30) {
      passed(second);
      if (second % 60 === 30) await tick();
      else await arrives();
      const started = await sql`
        update runs set state = 'succeeded', finished_at = now() where sync_id = ${syncId} and state = 'queued' returning id`;
      if (started.length > 0) startedAt.push(second);
    }
    // The first of them arrives at second 0; the next at 16:00, since the run at 15:30 has read all before.
    expect(startedAt).toEqual([15 * 60 + 30]);
    passed(31 * 60 + 30);
    await tick();
    expect(await runs()).toEqual([{ trigger: "arrival", state: "succeeded" }, ...one]);
  });

  test("starts one run together with the second file of the night", async () => {
    await arrives("users.csv");
    passed(40);
    await arrives("managers.csv");
    passed(70);
    await tick();
    expect(await runs()).toEqual([]);
    passed(100);
    await tick();
    passed(400);
    await tick();
    expect(await runs()).toEqual(one);
  });

  test("starts nothing when no sync reads it, or the sync has times of its own", async () => {
    const nightly = await mintSync(ctx, { ...ON_ARRIVAL(), scheduleKind: "daily" });
    expect(await arrives("else.csv")).toBe(0);
    expect(await arrives("users.csv")).toBe(1);
    passed(100);
    await tick();
    expect([await runs(), await runs(nightly.id)]).toEqual([one, []]);
  });

  test("starts a run of each sync that reads it, in every workspace", async () => {
    const other = await mintSync(await mintWorkspace(ctx), { ...ON_ARRIVAL(), path: "users*.csv" });
    expect(await arrives()).toBe(2);
    passed(61);
    await tick();
    expect([await runs(), await runs(other.id)]).toEqual([one, one]);
  });

  test("is of no other organization's concern", async () => {
    const stranger = await mintWorkspace((await mintTenant({ clock })).ctx);
    expect(await arrives("users.csv", stranger)).toBe(0);
  });

  test("waits while the sync is paused, and starts a run when it resumes", async () => {
    await arrives();
    passed(61);
    await tick();
    await setSyncPaused({ ...ctx, clock }, { syncId, paused: true });
    await arrives();
    passed(600);
    await tick();
    expect(await runs()).toEqual([{ trigger: "arrival", state: "cancelled" }]);
    await setSyncPaused({ ...ctx, clock }, { syncId, paused: false });
    passed(661);
    await tick();
    expect(await runs()).toEqual([{ trigger: "arrival", state: "cancelled" }, ...one]);
  });

  test("starts no run again that a person has cancelled", async () => {
    await arrives();
    passed(61);
    await tick();
    const [run] = await sql`select id from runs where sync_id = ${syncId}`;
    await cancelRun(ctx, { runId: String(run?.id) });
    passed(300);
    await tick();
    expect(await runs()).toEqual([{ trigger: "arrival", state: "cancelled" }]);
  });

  test("needs no run of its own while one waits, and gets one if that ends without reading", async () => {
    const { runId } = await requestRun(ctx, { syncId, trigger: "manual" });
    await arrives();
    passed(61);
    await tick();
    expect(await runs()).toEqual([{ trigger: "manual", state: "queued" }]);
    await cancelRun(ctx, { runId });
    await tick();
    expect(await runs()).toEqual([{ trigger: "manual", state: "cancelled" }, ...one]);
  });

  test("is still noted when the scheduler dies before it has queued the run, and queued once after", async () => {
    await arrives();
    passed(61);
    const system = openSystem({ orgId: ctx.orgId, workspaceId: ctx.workspaceId }, { ...testDeps(), clock });
    const dies = system.db.run(async (tx) => {
      await queueArrived(tx, system, syncId, { quietSince: clock(), arrivingBefore: clock() });
      throw new Error("killed");
    });
    await expect(dies).rejects.toThrow("killed");
    expect(await runs()).toEqual([]);
    // Two schedulers at once, as while one process takes over from another.
    await Promise.all([tick(), tick(), tick()]);
    expect(await runs()).toEqual(one);
  });
});

test("each burst of files starts one run, or one every 15 minutes, however arrivals and the scheduler's minutes meet", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(
        fc.array(fc.record({ wait: fc.integer({ min: 1, max: 150 }), ticks: fc.boolean() }), {
          minLength: 1,
          maxLength: 12,
        }),
        // Long bursts: hardly a minute is quiet.
        fc.array(fc.record({ wait: fc.integer({ min: 20, max: 61 }), ticks: fc.boolean() }), {
          minLength: 30,
          maxLength: 60,
        }),
      ),
      async (steps) => {
        const made = await mintSync(ctx, { ...ON_ARRIVAL(), path: `burst-${nowMs}.csv`, managersPath: null });
        let at = 0;
        let first: number | null = null;
        let last: number | null = null;
        let expected = 0;
        const look = async () => {
          // A run that is queued is worked off at once, so that the next burst needs another.
          await tick();
          const isQuiet = last !== null && at - last >= QUIET_MS / 1000;
          if (isQuiet || (first !== null && at - first >= ARRIVING_MS_MAX / 1000)) {
            expected += 1;
            first = null;
            last = null;
          }
          await sql`update runs set state = 'cancelled', finished_at = now() where sync_id = ${made.id} and state = 'queued'`;
        };
        for (const { wait, ticks } of steps) {
          at += wait;
          passed(at);
          if (ticks) await look();
          else {
            await arrives(made.path ?? "");
            first ??= at;
            last = at;
          }
        }
        at += 200;
        passed(at);
        await look();
        expect(await runs(made.id)).toHaveLength(expected);
      },
    ),
    { numRuns: 15 },
  );
});
