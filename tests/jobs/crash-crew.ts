import { afterEach } from "vitest";
import { testDb } from "../support/db";
import { type Hold, openWorkers, type Worker } from "./crash-workers";

/** Workers and holds for one test after the other: ended and released with it, and the queue is empty for the next. */
export async function openCrew() {
  const { sql, url } = testDb();
  const workers = await openWorkers(url);
  let running: Worker[] = [];
  let held: Hold[] = [];
  const release = () => {
    for (const hold of held) hold.release();
    held = [];
  };

  afterEach(async () => {
    release();
    for (const worker of running) await worker.kill();
    running = [];
    await sql`truncate job_calls, job_crons, job_events, job_runs, job_steps`;
  });

  return {
    /** Ends with the test. */
    add: (worker: Worker): Worker => {
      running.push(worker);
      return worker;
    },
    start: async (): Promise<Worker> => {
      const worker = await workers.start();
      running.push(worker);
      return worker;
    },
    /** Released when the test is over, at the latest. */
    until: <T extends Hold>(hold: T): T => {
      held.push(hold);
      return hold;
    },
    hold: (point: string): Hold => {
      const hold = workers.hold(point);
      held.push(hold);
      return hold;
    },
    release,
  };
}
