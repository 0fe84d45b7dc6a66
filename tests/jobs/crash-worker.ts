import { subscribe } from "node:diagnostics_channel";
import { existsSync, writeSync } from "node:fs";
import { join } from "node:path";
import { functions } from "@/inngest/functions";
import { startExecutor } from "@/inngest/local/executor";
import { sharing } from "@/inngest/sharing";
import { openDb } from "@/lib/db/client";
import { required } from "@/lib/env";
import { inngest } from "@/lib/jobs/client";
import { localSigningKey } from "@/lib/jobs/signing-key";
import { createLog } from "@/lib/log";

/**
 * The worker as `inngest/worker.ts` has it, with short leases, that can be held at every named point: it says `at`
 * which it is, and stays there, its whole process, while the file of that name is in ROLLCALL_TEST_HOLDS.
 */
const holds = process.env.ROLLCALL_TEST_HOLDS ?? "";
const log = createLog("worker");
const crash = (event: string) => (error: unknown) => {
  log.error(event, {}, error);
  process.exit(1);
};
process.on("uncaughtException", crash("worker.uncaught_exception"));
process.on("unhandledRejection", crash("worker.unhandled_rejection"));

const say = (line: string) => writeSync(1, `${line}\n`);
const nap = new Int32Array(new SharedArrayBuffer(4));
subscribe("rollcall.checkpoints", (point) => {
  say(`at ${String(point)}`);
  while (existsSync(join(holds, String(point)))) Atomics.wait(nap, 0, 0, 5);
});

say("warm");
// The test says when to begin; without the test nobody would ever stop it.
process.stdin.on("end", () => process.exit(0));
await new Promise((begin) => process.stdin.once("data", begin));

await startExecutor({
  client: inngest,
  functions,
  signingKey: localSigningKey(),
  db: openDb(required("DATABASE_URL"), { name: "rollcall-worker", max: 4 }),
  log,
  settings: { leaseMs: 1_500, beatMs: 250, pollMs: 100, backoff: () => 50, sharing },
});
say("ready");
