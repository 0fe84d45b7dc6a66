import { join } from "node:path";
import { askServer } from "@/lib/db/server";
import { env } from "@/lib/env";
import type { DataFolder } from "@/lib/runtime/data-folder";
import { takeLock } from "@/lib/runtime/lock";
import { databaseUrl, openPostgres } from "@/lib/runtime/postgres/open";
import { openState } from "@/lib/runtime/postgres/state";

/** A database as its owner; `close` ends what was started for it. */
export type Reached = { ownerUrl: string; close: () => Promise<void> };

/** The installation's database: of DATABASE_URL, of the Rollcall that is running, or started for this only. */
export async function reachDatabase(folder: DataFolder): Promise<Reached> {
  const { DATABASE_URL: external } = env();
  if (external) return usable({ ownerUrl: external, close: async () => {} });
  const lock = await takeLock(folder.root, "rollcall", () => ({ pid: process.pid, stopping: true }));
  if (!lock.taken)
    return usable({ ownerUrl: databaseUrl(await openState(folder.postgres)), close: async () => {} });
  return startedFor(folder, lock.release);
}

/** The same for exclusive use: refuses while Rollcall is running on the data folder. */
export async function reachDatabaseAlone(folder: DataFolder): Promise<Reached> {
  const lock = await takeLock(folder.root, "rollcall", () => ({ pid: process.pid, stopping: false }));
  if (!lock.taken)
    throw new Error(
      `Rollcall is running on the data folder ${folder.root} (process ${lock.holder.pid}). Stop it first.`,
    );
  const { DATABASE_URL: external } = env();
  if (external) return usable({ ownerUrl: external, close: lock.release });
  return startedFor(folder, lock.release);
}

async function startedFor(folder: DataFolder, release: () => Promise<void>): Promise<Reached> {
  try {
    const logFile = join(folder.logs, "postgres-backup.log");
    const server = await openPostgres({ folder: folder.postgres, logFile });
    return { ownerUrl: server.ownerUrl, close: () => server.stop().finally(release) };
  } catch (error) {
    await release();
    throw error;
  }
}

async function usable(reached: Reached): Promise<Reached> {
  const answer = await askServer(reached.ownerUrl);
  if (answer.ok) return reached;
  await reached.close();
  const { host, pathname } = new URL(reached.ownerUrl);
  const why = answer.error instanceof Error ? answer.error.message || answer.error.name : "no answer";
  throw new Error(`The database at ${host}${pathname} can't be used: ${why}`, { cause: answer.error });
}
