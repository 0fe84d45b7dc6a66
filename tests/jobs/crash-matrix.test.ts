import { afterEach, beforeAll, expect, test } from "vitest";
import type { Source } from "./crash-lab";
import { holdLock } from "./crash-lock";
import { openOwnLab } from "./crash-own-lab";
import { openWorkers, type Worker } from "./crash-workers";
import { until } from "./lab";

// The worker, PostgreSQL or both are killed at every point of a run. Users are always those of the file before or
// those of the new one; the run ends by itself; nothing is left behind; the same file again changes nothing.

type Victim = "worker" | "postgres" | "both";

const POINTS: readonly { point: string; source: Source; applied: boolean }[] = [
  { point: "after-download", source: "server", applied: false },
  { point: "mid-read", source: "server", applied: false },
  { point: "after-stage", source: "upload", applied: false },
  { point: "mid-plan", source: "server", applied: false },
  { point: "before-apply", source: "server", applied: false },
  { point: "in-apply", source: "upload", applied: false },
  { point: "after-commit", source: "upload", applied: true },
  { point: "in-report", source: "upload", applied: true },
];
const VICTIMS: readonly Victim[] = ["worker", "postgres", "both"];
const CELLS = VICTIMS.flatMap((victim) => POINTS.map((at) => ({ victim, ...at })));

const { server, lab } = await openOwnLab();
let workers: ReturnType<typeof openWorkers>;
let worker: Worker;

beforeAll(async () => {
  workers = openWorkers(server.appUrl);
  worker = await workers.start();
}, 60_000);

let undo: (() => void)[] = [];
afterEach(() => {
  for (const step of undo) step();
  undo = [];
});

test.each(CELLS.map((cell) => ({ name: `${cell.victim} killed ${cell.point}`, ...cell })))(
  "$name",
  async ({ victim, point, source, applied }) => {
    const place = await lab.prepare();
    worker.forget();
    const stop = point === "in-apply" ? await stopInApply(place.syncId) : stopAt(point);
    const door = await lab.request(place, source);
    await stop.reached();

    const gone: string[] = [];
    if (victim !== "postgres") {
      gone.push(worker.name);
      await worker.kill();
    }
    if (victim === "worker") {
      expect(await lab.standing(place)).toBe(applied ? "new" : "old");
      worker = await workers.start();
      await stop.overtaken();
    } else {
      await server.kill();
      const missed = victim === "postgres" ? server.missed() : null;
      stop.release();
      await missed;
      await server.restart();
      expect(await lab.standing(place)).toBe(applied ? "new" : "old");
      if (victim === "both") worker = await workers.start();
    }
    stop.release();

    await lab.untilIdle(place);
    expect(await lab.standing(place)).toBe("new");
    await lab.expectDone(place, door);
    await lab.expectClean(gone);

    const again = await lab.request(place, source);
    await lab.untilIdle(place);
    expect(await lab.standing(place)).toBe("new");
    const runs = await lab.sql`select id, state from runs where sync_id = ${door.syncId} order by created_at`;
    expect(runs.slice(2).map(({ id }) => id)).toEqual([door.runId, again.runId]);
    await lab.expectClean(gone);
  },
);

function stopAt(point: string) {
  const { release } = workers.hold(point);
  undo.push(release);
  return { reached: () => worker.says(`at ${point}`), overtaken: async () => release(), release };
}

/** The statement waits, in its middle, for one of the users that it changes. */
async function stopInApply(syncId: string) {
  const { release, waiting } = await holdLock(
    (tx) => tx`select 1 from users where external_id = ${`${syncId}#0007`} for update`,
  );
  undo.push(release);
  return {
    reached: async () => void (await waiting("%with gate%")),
    // The statement of the dead one is still there, and the next worker waits behind it.
    overtaken: async () => {
      await until(async () => (await lab.sql`select 1 from pg_locks where not granted`).length > 1, 20_000);
      release();
    },
    release,
  };
}
