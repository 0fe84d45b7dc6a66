import { hostname } from "node:os";
import { resolve } from "node:path";
import { ulid } from "ulid";
import type { Db } from "@/lib/db/client";
import { env } from "@/lib/env";
import { endLeases, listHolders } from "./queue.store";

/** Tells this process from one before it that had the same number, as in a container that was started again. */
const STARTED = ulid();

/** `<host>:<data folder>#<process>.<start>`: what is before the `#` are workers whose processes this host can see. */
export function workerName(): string {
  return `${hostname()}:${resolve(env().ROLLCALL_DATA_DIR)}#${process.pid}.${STARTED}`;
}

/**
 * Ends the leases of workers of this host whose process is gone: what they did is done again immediately, not when the
 * leases expire. Returns the number of calls.
 */
export async function takeBack(db: Db, worker: string): Promise<number> {
  const prefix = worker.slice(0, worker.lastIndexOf("#") + 1);
  let taken = 0;
  for (const holder of await listHolders(db, prefix)) {
    const [pid, started] = holder.slice(prefix.length).split(".");
    const isOurs = Number(pid) === process.pid;
    const isGone = isOurs ? started !== STARTED : !isRunning(Number(pid));
    if (isGone) taken += await endLeases(db, holder);
  }
  return taken;
}

/** Whether there is such a process on this machine. One that belongs to someone else is there too. */
function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
