import { afterEach, beforeAll, expect, test } from "vitest";
import { testDb } from "../support/db";
import { until } from "../support/until";
import type { Source } from "./crash-lab";
import { holdLock } from "./crash-lock";
import { openOwnLab } from "./crash-own-lab";
import { openWorkers } from "./crash-workers";

type Victim = "worker" | "postgres" | "both";

export type Point = { point: string; source: Source; applied: boolean };
type Cell = Point & { victim: Victim };

const VICTIMS: readonly Victim[] = ["worker", "postgres", "both"];

type More = {
  /** How to stop at points that are none of the product's. */
  stops?: Readonly<Record<string, (syncId: string) => Stop | Promise<Stop>>>;
  /** Which cells spare rows with prints, where runs may at all; in the others every row is read. */
  spares?: ((cell: Cell) => boolean) | null;
};

/**
 * The worker, PostgreSQL or both are killed at each of these points of a run. Users are always those of the file before
 * or those of the new one; the run ends by itself; nothing is left behind; the same file again changes nothing.
 */
export async function testMatrix(
  points: readonly Point[],
  { stops = {}, spares = null }: More = {},
): Promise<void> {
  const { server, lab } = await openOwnLab();
  const workers = await openWorkers(server.appUrl);
  let kept: Awaited<ReturnType<typeof workers.keep>>;

  beforeAll(async () => {
    kept = await workers.keep(server.up);
  });

  let letGo: () => void = () => {};
  afterEach(() => letGo());

  async function run(cell: Cell): Promise<void> {
    const { victim, point, source, applied } = cell;
    const place = await lab.prepare();
    const { syncId } = place;
    if (spares && !spares(cell)) await lab.sql`delete from sync_prints where sync_id = ${syncId}`;
    kept.worker().forget();
    const stop =
      point === "in-apply" ? await stopInApply(syncId) : ((await stops[point]?.(syncId)) ?? stopAt(point));
    letGo = stop.release;
    const ref = await lab.request(place, source);
    await stop.reached();

    if (victim !== "postgres") await kept.kill();
    if (victim === "worker") {
      expect(await lab.standing(place)).toBe(applied ? "new" : "old");
      await kept.start();
      await stop.overtaken();
    } else {
      await server.kill();
      // The worker goes on and finds nobody there, if it lives.
      if (victim === "both") stop.release();
      else await Promise.all([server.missed(kept.worker().ended), stop.release()]);
      await server.restart();
      if (victim === "both" || applied) expect(await lab.standing(place)).toBe(applied ? "new" : "old");
      if (victim === "both") await kept.start();
    }

    await lab.untilIdle(place);
    expect(await lab.standing(place)).toBe("new");
    await lab.expectDone(place, ref);
    await lab.expectClean(workers.gone());
    if (spares) await lab.expectPrints(ref, spares(cell));

    const again = await lab.request(place, source);
    await lab.untilIdle(place);
    expect(await lab.standing(place)).toBe("new");
    const runs = await lab.sql`select id from runs where sync_id = ${ref.syncId} order by created_at`;
    expect(runs.slice(2).map(({ id }) => id)).toEqual([ref.runId, again.runId]);
    await lab.expectClean(workers.gone());
  }

  function stopAt(point: string): Stop {
    const { release } = workers.hold(point);
    return { reached: () => kept.worker().says(`at ${point}`), overtaken: async () => release(), release };
  }

  /** The statement waits, in its middle, for one of the users that it changes. */
  const stopInApply = (syncId: string) =>
    stopBehind(
      "%todo as not materialized%",
      (tx) => tx`select 1 from users where external_id = ${`${syncId}#0007`} for update`,
    );

  const cells = VICTIMS.flatMap((victim) =>
    points.map((at) => ({ name: `${victim} killed ${at.point}`, victim, ...at })),
  );
  test.each(cells)("$name", run);
}

/** Stops in the statement that waits for a lock which is held here. */
export async function stopBehind(statement: string, lock: Parameters<typeof holdLock>[0]): Promise<Stop> {
  const { release, waiting } = await holdLock(lock);
  return {
    reached: async () => void (await waiting(statement)),
    // The statement of the dead one is still there, and the next worker waits behind it.
    overtaken: async () => {
      const waits = () => testDb().sql`select 1 from pg_locks where not granted`;
      await until(async () => (await waits()).length > 1);
      release();
    },
    release,
  };
}

export type Stop = {
  reached: () => Promise<void>;
  release: () => void;
  /** Settles when the next worker is at work; releases. */
  overtaken: () => Promise<void>;
};
