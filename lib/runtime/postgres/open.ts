import { mkdir } from "node:fs/promises";
import { totalmem } from "node:os";
import { join } from "node:path";
import { createDatabase } from "@/lib/db/server";
import { freePort, isPortFree } from "@/lib/runtime/free-port";
import { findBinaries } from "@/lib/runtime/postgres/binaries";
import { ensureCluster } from "@/lib/runtime/postgres/cluster";
import { accountFor, chooseHome } from "@/lib/runtime/postgres/home";
import { adoptServer, type Server, startServer } from "@/lib/runtime/postgres/server";
import { openState, ownerUrl, type PostgresState, saveState } from "@/lib/runtime/postgres/state";

const MIB = 1024 ** 2;

/**
 * Settings for a machine of so much memory that the database shares with web and worker: an eighth of it for pages, for
 * the indexes that a first sync fills; room in the log for a sync of a million users between two checkpoints, since
 * each page first written after one goes into the log whole. Chosen by reasoning; none was measured separately.
 */
export function tuning(memoryBytes: number): Record<string, string> {
  const shared = Math.min(1024, Math.max(128, Math.floor(memoryBytes / 8 / MIB)));
  return {
    shared_buffers: `${shared}MB`,
    effective_cache_size: `${shared * 4}MB`,
    work_mem: "16MB",
    maintenance_work_mem: `${Math.max(64, Math.floor(shared / 4))}MB`,
    max_wal_size: "4GB",
    checkpoint_timeout: "15min",
    // Statements here are short, or bound by writing rows and indexes.
    jit: "off",
  };
}

export type EmbeddedPostgres = {
  /** The superuser's address: for migrations only. */
  ownerUrl: string;
  /** For `ensureAppLogin`. */
  appPassword: string;
  pid: number;
  /** Settles when the server process is gone, for whatever reason. */
  ended: Promise<void>;
  stop: () => Promise<void>;
};

type Options = {
  /** A folder of its own below the data folder. */
  folder: string;
  logFile: string;
  /** False for tests: faster, and lost in a power cut. */
  durable?: boolean;
};

const DATABASE = "rollcall";

/**
 * A running PostgreSQL of our own with the database `rollcall` in it: made on first use, started, or adopted when an
 * earlier supervisor was killed and its server still runs. The caller sees to it that nobody else does the same at the
 * same time.
 */
export async function openPostgres({ folder, logFile, durable = true }: Options): Promise<EmbeddedPostgres> {
  await mkdir(folder, { recursive: true, mode: 0o711 });
  const state = await openState(folder);
  const account = await accountFor(join(state.home ?? folder, "cluster"));
  const home = state.home ?? (await chooseHome(folder, account));
  if (state.home === null) await saveState(folder, { ...state, home });
  const binaries = await findBinaries(home, account);
  const cluster = await ensureCluster({ home, binaries, account, password: state.ownerPassword, durable });
  const settings = durable ? tuning(totalmem()) : FAST_AND_LOOSE;
  const start = { binaries, account, cluster, password: state.ownerPassword, logFile, settings };
  const server = (await adoptServer(start)) ?? (await startOnFreePort(start, state.port));
  await saveState(folder, { ...state, home, port: server.port });
  await createDatabase(ownerUrl({ port: server.port, password: state.ownerPassword }, "postgres"), DATABASE);
  return running(server, state);
}

const FAST_AND_LOOSE = { fsync: "off", synchronous_commit: "off", full_page_writes: "off" };

/** The port of last time if it is free, so that an address someone wrote down stays right. */
async function startOnFreePort(
  start: Parameters<typeof startServer>[0],
  last: number | null,
): Promise<Server> {
  if (last !== null && (await isPortFree(last, "127.0.0.1"))) return startServer(start, last);
  return startServer(start, await freePort());
}

/** Where the database that is kept in `state` answers, when its server is running. */
export function databaseUrl({ port, ownerPassword }: PostgresState): string {
  return ownerUrl({ port: port ?? 0, password: ownerPassword }, DATABASE);
}

function running(server: Server, state: PostgresState): EmbeddedPostgres {
  return {
    ownerUrl: ownerUrl({ port: server.port, password: state.ownerPassword }, DATABASE),
    appPassword: state.appPassword,
    pid: server.pid,
    ended: server.ended,
    stop: server.stop,
  };
}
