import { noteAlive } from "@/lib/alive";
import { closeDb, openDb } from "@/lib/db/client";
import { recordHeartbeat } from "@/lib/db/record-heartbeat";
import { required, usesInngestServer } from "@/lib/env";
import { inngest } from "@/lib/jobs/client";
import { localSigningKey } from "@/lib/jobs/signing-key";
import { createLog } from "@/lib/log";
import { startTraces, stopTraces } from "@/lib/traces/start";
import { functions } from "./functions";
import { startExecutor } from "./local/executor";
import { withTimeout } from "./local/retry-for";
import { sharing } from "./sharing";

/**
 * The worker process. Runs the job functions by the local executor, and says in the table `heartbeats` that it is
 * alive; with an Inngest server it only does the latter. Crash-only: whatever is unexpected ends the process, its
 * supervisor starts it again, and the queue knows what was being done.
 */
const BEAT_MS = 5_000;
/** Without a heartbeat or a turn of the loop for this long, a restart is more likely to help than waiting. */
const SILENT_MS = 60_000;
const GRACE_MS = 8_000;
const STOP_MS = 10_000;

const log = createLog("worker");
process.on("uncaughtException", (error) => crash("worker.uncaught_exception", error));
process.on("unhandledRejection", (error) => crash("worker.unhandled_rejection", error));

await startTraces("worker");
const queue = openDb(required("DATABASE_URL"), { name: "rollcall-worker", max: 4 });
const executor = usesInngestServer()
  ? null
  : await startExecutor({
      client: inngest,
      functions,
      signingKey: localSigningKey(),
      db: queue,
      log,
      settings: { sharing },
    });

let stopping = false;
// Before it is said to be alive: whoever sees that may stop it.
process.on("SIGTERM", () => void stop("signal"));
process.on("SIGINT", () => void stop("signal"));
// Without its supervisor nobody would ever stop it.
if (process.connected) process.on("disconnect", () => void stop("supervisor gone"));

let aliveAt = Date.now();
const beating = setInterval(() => void sayAlive(), BEAT_MS);
await sayAlive();
log.info("worker.started", { executor: executor ? "local" : "inngest" });

async function sayAlive(): Promise<void> {
  const turned = executor ? executor.turnedAt().getTime() : Date.now();
  try {
    // A loop that hangs must not look alive to the health check.
    if (Date.now() - turned < SILENT_MS) {
      await withTimeout(recordHeartbeat(queue, "worker"));
      aliveAt = Date.now();
      await noteAlive("worker");
    }
  } catch (error) {
    log.error("worker.heartbeat.failed", {}, error);
  }
  if (Date.now() - aliveAt > SILENT_MS) crash("worker.silent", undefined);
}

async function stop(reason: string): Promise<void> {
  if (stopping) return;
  stopping = true;
  log.info("worker.stopping", { reason });
  setTimeout(() => crash("worker.stop.too_slow", undefined), STOP_MS).unref();
  clearInterval(beating);
  await executor?.stop(GRACE_MS);
  await Promise.all([queue.$client.end({ timeout: 1 }), closeDb(), stopTraces()]);
  process.exit(0);
}

function crash(event: string, error: unknown): never {
  log.error(event, {}, error);
  process.exit(1);
}
