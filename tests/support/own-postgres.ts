import { EventEmitter, once } from "node:events";
import { createServer } from "node:net";
import postgres from "postgres";
import { ensureAppLogin } from "@/lib/db/app-login";
import { migrateDatabase } from "@/lib/db/migrate";
import { askServer } from "@/lib/db/server";
import { isAlive } from "@/lib/runtime/postgres/state";
import { openIn, removeServer, serverFolder } from "./global-postgres";

export type OwnPostgres = {
  ownerUrl: string;
  appUrl: string;
  /** Ends the server and all its processes as a power cut would. */
  kill: () => Promise<void>;
  /** Kills one process of it, upon which it ends all others and recovers automatically. */
  crash: (pid: number) => Promise<void>;
  /** Settles when someone has found nobody at the dead server's address, or at `orElse`. */
  missed: (orElse: Promise<void>) => Promise<void>;
  /** Settles immediately, or when it is back. */
  up: () => Promise<void>;
  restart: () => Promise<void>;
  /** Ends it permanently and deletes it. */
  remove: () => Promise<void>;
};

/** A migrated PostgreSQL for one test file alone, which may kill it. Durable: what was committed survives that. */
export async function openOwnPostgres(): Promise<OwnPostgres> {
  const folder = await serverFolder();
  const first = await openIn(folder, { durable: true });
  const { ownerUrl, appPassword } = first;
  await migrateDatabase(ownerUrl);
  const appUrl = await ensureAppLogin(ownerUrl, appPassword);
  let server = first;
  const up = new EventEmitter();
  let isUp = true;

  return {
    ownerUrl,
    appUrl,
    kill: async () => {
      isUp = false;
      const pids = await backends(ownerUrl);
      // First the one that would start the others again.
      for (const pid of [server.pid, ...pids]) killNow(pid);
      await server.ended;
      while ([...pids].some(isAlive)) await new Promise((again) => setTimeout(again, 5));
    },
    crash: async (pid) => {
      const others = await backends(ownerUrl);
      killNow(pid);
      while (others.some(isAlive)) await new Promise((again) => setTimeout(again, 5));
      while (!(await askServer(ownerUrl)).ok) await new Promise((again) => setTimeout(again, 20));
    },
    up: async () => {
      if (!isUp) await once(up, "up");
    },
    missed: async (orElse) => {
      const stand = createServer((socket) => socket.resetAndDestroy());
      stand.listen(Number(new URL(ownerUrl).port), "127.0.0.1");
      await Promise.race([once(stand, "connection"), orElse]);
      stand.close();
      await once(stand, "close");
    },
    restart: async () => {
      server = await openIn(folder, { durable: true });
      if (server.ownerUrl !== ownerUrl) throw new Error("The server came back at another address.");
      isUp = true;
      up.emit("up");
    },
    remove: async () => {
      await server.stop();
      await removeServer(folder);
    },
  };
}

async function backends(ownerUrl: string): Promise<number[]> {
  const sql = postgres(ownerUrl, { max: 1, onnotice: () => {} });
  const rows = await sql<{ pid: number }[]>`select pid from pg_stat_activity where pid <> pg_backend_pid()`;
  await sql.end({ timeout: 1 });
  return rows.map(({ pid }) => pid);
}

function killNow(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // Already ended, because the first one did.
  }
}
