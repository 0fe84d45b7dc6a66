import { noteAlive } from "@/lib/alive";
import { dropDeps } from "@/lib/auth/drop/login";
import { closeDb, db } from "@/lib/db/client";
import { recordHeartbeat } from "@/lib/db/record-heartbeat";
import { tenantDb } from "@/lib/db/tenant";
import { parseBalancers } from "@/lib/drop-server/balancers";
import { createDefender } from "@/lib/drop-server/defender";
import { dropDoors } from "@/lib/drop-server/doors";
import { type DropServer, startDropServer } from "@/lib/drop-server/server";
import { DROP_PORT, env } from "@/lib/env";
import { openHostKeys } from "@/lib/host-keys/host-keys";
import { startTraces, stopTraces } from "@/lib/traces/start";

/**
 * The process of the SFTP server for drops. Crash-only: whatever is unexpected ends it, and its supervisor starts it again.
 * Any number of them work on one database and spool, and show the same host keys.
 */
const BEAT_MS = 5_000;
/** Without a heartbeat for this long, a restart is more likely to help than waiting. */
const SILENT_MS = 60_000;
const STOP_MS = 10_000;
const LOCAL_HOST = "127.0.0.1";
const [MINUTE_MS, HOUR_MS] = [60_000, 3_600_000];

const deps = dropDeps();
const { log, clock } = deps;
process.on("uncaughtException", (error) => crash("drop.uncaught_exception", error));
process.on("unhandledRejection", (error) => crash("drop.unhandled_rejection", error));

let server: DropServer | null = null;
let beating: NodeJS.Timeout | undefined;
let stopping = false;
// Before it listens: whoever sees that it does may stop it.
process.on("SIGTERM", () => void stop("signal"));
process.on("SIGINT", () => void stop("signal"));
// Without its supervisor nobody would ever stop it.
if (process.connected) process.on("disconnect", () => void stop("supervisor gone"));

await startTraces("drop");
const settings = env();
server = await startDropServer({
  host: settings.DROP_SFTP_LISTEN ?? settings.ROLLCALL_HOST ?? LOCAL_HOST,
  port: settings.DROP_SFTP_PORT ?? DROP_PORT,
  hostKeys: await openHostKeys(db()),
  doors: dropDoors(deps),
  defender: createDefender({ db: tenantDb(db(), {}), clock, log }),
  balancers: parseBalancers(settings.DROP_PROXY_PROTOCOL),
  sessionsMax: settings.DROP_SESSIONS_MAX,
  idleMs: settings.DROP_IDLE_MINUTES_MAX * MINUTE_MS,
  sessionMs: settings.DROP_SESSION_HOURS_MAX * HOUR_MS,
  clock,
  log,
});

let aliveAt = Date.now();
beating = setInterval(() => void sayAlive(), BEAT_MS);
await sayAlive();
log.info("drop.started", { port: server.port });

async function sayAlive(): Promise<void> {
  try {
    await recordHeartbeat(db(), "drop");
    aliveAt = Date.now();
    await noteAlive("drop");
  } catch (error) {
    log.error("drop.heartbeat.failed", {}, error);
  }
  if (Date.now() - aliveAt > SILENT_MS) crash("drop.silent", undefined);
}

async function stop(reason: string): Promise<void> {
  if (stopping) return;
  stopping = true;
  log.info("drop.stopping", { reason, connections: server?.connections() ?? 0 });
  setTimeout(() => crash("drop.stop.too_slow", undefined), STOP_MS).unref();
  clearInterval(beating);
  await server?.stop();
  await Promise.all([closeDb(), stopTraces()]);
  process.exit(0);
}

function crash(event: string, error: unknown): never {
  log.error(event, {}, error);
  process.exit(1);
}
