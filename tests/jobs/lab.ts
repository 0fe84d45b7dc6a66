import type { Inngest, InngestFunction } from "inngest";
import { onTestFinished } from "vitest";
import type { JobEvent } from "@/drizzle/schema/job-events";
import { type Executor, type ExecutorSettings, startExecutor } from "@/inngest/local/executor";
import { openDb } from "@/lib/db/client";
import { createLocalClient } from "@/lib/jobs/local/client";
import { createLog } from "@/lib/log";
import { testDb } from "../support/db";
import { until } from "../support/until";

export const SIGNING_KEY = `signkey-test-${"0123456789abcdef".repeat(4)}`;
const SILENT = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

export type RunRow = { id: string; function_id: string; state: string; result: unknown; event: JobEvent };

/** An empty queue, a client on it, and as many executors as a test wants. Closed when the test is over. */
export async function openLab() {
  const { db, sql } = testDb();
  await sql`truncate job_calls, job_crons, job_events, job_runs, job_steps`;
  const client = labClient();
  const log: string[] = [];

  async function start(
    functions: readonly InngestFunction.Any[],
    settings: ExecutorSettings = {},
    on: Inngest.Any = client,
  ): Promise<Executor> {
    const pool = openDb(testDb().url, { max: 3, name: "lab" });
    const executor = await startExecutor({
      client: on,
      functions,
      signingKey: SIGNING_KEY,
      db: pool,
      log: createLog("lab"),
      settings: { backoff: () => 20, pollMs: 100, ...settings },
    });
    onTestFinished(async () => {
      await executor.stop(2_000);
      await pool.$client.end({ timeout: 1 });
    });
    return executor;
  }

  /** Waits until nothing is to be done any more. */
  async function untilIdle(timeoutMs = 180_000): Promise<void> {
    await until(async () => {
      const [row] = await sql<{ busy: boolean }[]>`
        select exists (select from job_runs where state = 'running')
            or exists (select from job_events where routed_at is null) as busy`;
      return row?.busy === false;
    }, timeoutMs);
  }

  const runs = () => sql<RunRow[]>`select id, function_id, state, result, event from job_runs order by id`;
  return {
    client,
    db,
    sql,
    log,
    start,
    untilIdle,
    runs,
    sorted: () => [...log].sort(),
    /** What the function's only run gave. */
    result: async (functionId: string) => {
      const found = (await runs()).filter((run) => run.function_id === `lab-${functionId}`);
      if (found.length !== 1) throw new Error(`${functionId} has ${found.length} runs`);
      return found[0]?.result;
    },
  };
}

export function labClient(): Inngest.Any {
  return createLocalClient({
    id: "lab",
    logger: SILENT,
    db: () => testDb().db,
    signingKey: () => SIGNING_KEY,
  });
}
