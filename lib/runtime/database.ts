import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { allowAppLogin, ensureAppLogin } from "@/lib/db/app-login";
import { migrateDatabase } from "@/lib/db/migrate";
import { checkAppConnection } from "@/lib/db/self-check";
import { askServer } from "@/lib/db/server";
import { type DataFolder, freshLog } from "@/lib/runtime/data-folder";
import { isPortFree } from "@/lib/runtime/free-port";
import { type EmbeddedPostgres, openPostgres } from "@/lib/runtime/postgres/open";
import type { Terminal } from "@/lib/runtime/terminal";

export type Database = {
  /** For web and worker. */
  appUrl: string;
  ownerUrl: string;
  applied: number;
  warning: string | null;
};

/** The embedded server, kept running until it is stopped. `lost` settles when it can't be brought back. */
type DatabaseServer = {
  ownerUrl: string;
  appPassword: string;
  stop: () => Promise<void>;
  kill: () => void;
  lost: Promise<Error>;
};

/** Starts the embedded PostgreSQL and restarts it when it ends unexpectedly. */
export async function startDatabase(folder: DataFolder, { warn }: Terminal): Promise<DatabaseServer> {
  const logFile = await freshLog(folder, "postgres");
  const open = () => openPostgres({ folder: folder.postgres, logFile });
  let server = await open();
  let opening: Promise<unknown> = Promise.resolve();
  let stopping = false;
  const { ownerUrl, appPassword } = server;
  const isPortReady = () => isPortFree(Number(new URL(ownerUrl).port), "127.0.0.1");
  const reopenServer = async () => {
    server = await reopen(open, { isPortReady, isStopping: () => stopping });
  };
  const keep = async (): Promise<Error> => {
    for (;;) {
      await server.ended;
      if (stopping) return new Error("The database was stopped.");
      warn("The database ended unexpectedly; starting it again.");
      opening = reopenServer();
      await opening;
      if (server.ownerUrl !== ownerUrl) return new Error("The database restarted on a different port.");
    }
  };
  return {
    ownerUrl,
    appPassword,
    lost: keep().catch((error: unknown) => new Error("The database did not restart.", { cause: error })),
    stop: async () => {
      stopping = true;
      // A server that is just being started again would be missed, or stopped under the connection that prepares it.
      await opening.catch(() => {});
      await server.stop();
    },
    kill: () => {
      stopping = true;
      quit(server.pid);
    },
  };
}

type Reopening = { isPortReady: () => Promise<boolean>; isStopping: () => boolean };

/** Processes of a killed server take a moment to notice, and hold its memory and its port until then. */
async function reopen(
  open: () => Promise<EmbeddedPostgres>,
  { isPortReady, isStopping }: Reopening,
): Promise<EmbeddedPostgres> {
  for (const pauseMs of [500, 1_000, 2_000, 5_000]) {
    await sleep(pauseMs);
    if (isStopping()) throw new Error("The database was stopped.");
    if (!(await isPortReady())) continue;
    const server = await open().catch(() => null);
    if (server) return server;
  }
  return open();
}

function quit(pid: number): void {
  try {
    process.kill(pid, "SIGQUIT");
  } catch {
    // Gone already.
  }
}

/** Migrates the embedded database and gives the address for web and worker. */
export async function prepareEmbedded({ ownerUrl, appPassword }: DatabaseServer): Promise<Database> {
  const applied = await migrateDatabase(ownerUrl);
  const appUrl = await ensureAppLogin(ownerUrl, appPassword);
  return { appUrl, ownerUrl, applied, warning: await checkAppConnection(appUrl) };
}

/** The same for a PostgreSQL of someone else's, which may still be starting. */
export async function prepareExternal(ownerUrl: string, appUrl: string = ownerUrl): Promise<Database> {
  await waitUntilAnswers(ownerUrl);
  const applied = await migrateDatabase(ownerUrl);
  await allowAppLogin(ownerUrl, appUrl);
  return { appUrl, ownerUrl, applied, warning: await checkAppConnection(appUrl) };
}

const PATIENCE_MS = 30_000;

/** What a server that is still starting, or a network that is, answers. */
const MAY_PASS = ["57P03", "ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "ECONNRESET", "CONNECT_TIMEOUT"];

async function waitUntilAnswers(url: string): Promise<void> {
  const begun = Date.now();
  for (;;) {
    const answer = await askServer(url);
    if (answer.ok) return;
    if (!MAY_PASS.includes(answer.code) || Date.now() - begun > PATIENCE_MS)
      throw unreachable(url, answer.error);
    await sleep(500);
  }
}

function unreachable(url: string, cause: unknown): Error {
  const { host, pathname } = new URL(url);
  const why = cause instanceof Error ? cause.message || cause.name : "no answer";
  return new Error(`The database at ${join(host, pathname)} (DATABASE_URL) can't be used: ${why}`, { cause });
}
