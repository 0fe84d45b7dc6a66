import { afterAll, expect, test } from "vitest";
import { functions } from "@/inngest/functions";
import { startExecutor } from "@/inngest/local/executor";
import { sharing } from "@/inngest/sharing";
import { openDb } from "@/lib/db/client";
import { inngest } from "@/lib/jobs/client";
import { localSigningKey } from "@/lib/jobs/signing-key";
import { createLog } from "@/lib/log";
import { requestLooks } from "@/lib/runs/looks";
import { testDb } from "../support/db";
import { testDeps } from "../support/pipeline";
import { until } from "../support/until";
import { openFolder, people } from "../support/which-file";

// A look is a job like any other: asked for by the scheduler, done by whichever worker has a slot.

process.env.FILE_WAIT_SECONDS = "0";

const { sql, url } = testDb();
const pool = openDb(url, { max: 4, name: "looks" });
const executor = await startExecutor({
  client: inngest,
  functions,
  signingKey: localSigningKey(),
  db: pool,
  log: createLog("looks"),
  settings: { sharing, pollMs: 100 },
});

afterAll(async () => {
  await executor.stop(5_000);
  await pool.$client.end({ timeout: 1 });
});

test("a worker looks at a server, and reads the file that is new there", async () => {
  const folder = await openFolder({ path: "users.csv" });
  const runs = async () =>
    (await sql`select state from runs where sync_id = ${folder.syncId} order by created_at`).map(
      (run) => run.state,
    );
  const look = async () => {
    await sql`update syncs set schedule_kind = 'arrival', look_at = now() - interval '1 second'
      where id = ${folder.syncId}`;
    expect(await requestLooks(testDeps())).toEqual({ requested: 1 });
  };
  const looksDone = async (count: number) => {
    const [row] = await sql`select count(*)::int as done from job_runs
      where function_id like '%sync-look' and state = 'completed'`;
    return row?.done === count;
  };
  folder.put("users.csv", people(2));
  await look();
  await until(async () => (await runs())[0] === "succeeded");
  await look();
  await until(() => looksDone(2));
  expect(await runs()).toEqual(["succeeded"]);
  folder.put("users.csv", people(3), new Date("2026-01-06T04:00:00Z"));
  await look();
  await until(async () => (await runs())[1] === "succeeded");
  await folder.server.stop();
});
