import { createHash } from "node:crypto";
import { rename, rm, stat } from "node:fs/promises";
import { connect, createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { DataFolder } from "@/lib/runtime/data-folder";
import { terminal } from "@/lib/runtime/terminal";

type Holder = { pid: number; stopping: boolean };

export type Lock =
  | { taken: true; afterCrash: boolean; release: () => Promise<void> }
  | { taken: false; holder: Holder };

/** The longest path a socket may have is about 104 bytes. */
const PATH_MAX_BYTES = 100;

/**
 * Takes the lock `name` of a folder: a socket that only a living process can answer at, so that a kill -9 frees it.
 * `describe` is the text for others who want it.
 */
export async function takeLock(folder: string, name: string, describe: () => Holder): Promise<Lock> {
  const path = socketPath(folder, name);
  let afterCrash = false;
  for (;;) {
    const server = await listen(path, describe);
    if (server) return { taken: true, afterCrash, release: () => close(server, path) };
    const before = await inode(path);
    const holder = await ask(path);
    if (holder) return { taken: false, holder };
    afterCrash = true;
    await setAside(path, before);
  }
}

function socketPath(folder: string, name: string): string {
  if (process.platform === "win32") return `\\\\.\\pipe\\rollcall-${digest(folder)}-${name}`;
  const path = join(folder, `${name}.sock`);
  return Buffer.byteLength(path) <= PATH_MAX_BYTES
    ? path
    : join(tmpdir(), `rollcall-${digest(folder)}-${name}.sock`);
}

function digest(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 16);
}

function listen(path: string, describe: () => Holder): Promise<Server | null> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => {
      socket.on("error", () => {});
      socket.end(JSON.stringify(describe()));
    });
    server.once("error", (error: NodeJS.ErrnoException) =>
      error.code === "EADDRINUSE" ? resolve(null) : reject(error),
    );
    server.listen(path, () => {
      server.unref();
      resolve(server);
    });
  });
}

function ask(path: string): Promise<Holder | null> {
  return new Promise((resolve) => {
    let answer = "";
    const socket = connect(path);
    socket.setTimeout(5_000, () => socket.destroy());
    socket.on("data", (chunk) => {
      answer += chunk.toString();
    });
    socket.on("error", () => resolve(null));
    // A holder too busy to answer is a holder all the same.
    socket.on("close", () => resolve(answer ? (JSON.parse(answer) as Holder) : { pid: 0, stopping: false }));
  });
}

/** Removes the socket of a dead process, unless another newcomer has put a living one there in the meantime. */
async function setAside(path: string, before: number | null): Promise<void> {
  const aside = `${path}.${process.pid}`;
  try {
    await rename(path, aside);
  } catch {
    return;
  }
  if ((await inode(aside)) !== before) await rename(aside, path);
  else await rm(aside, { force: true });
}

async function inode(path: string): Promise<number | null> {
  return stat(path).then(
    (found) => found.ino,
    () => null,
  );
}

async function close(server: Server, path: string): Promise<void> {
  // Closing removes the socket file too; the second removal is for systems where it does not.
  await new Promise((resolve) => server.close(resolve));
  if (process.platform !== "win32") await rm(path, { force: true });
}

/** A stop takes this long at the very most. */
const WAITS_MAX = 150;
const WAIT_MS = 200;

/** Makes us the only supervisor of the data folder, or the only one called `name`. Waits for one that is stopping, throws when one is running. */
export async function lockFolder(
  folder: DataFolder,
  signal: AbortSignal,
  name = "rollcall",
): Promise<Extract<Lock, { taken: true }>> {
  for (let waited = 0; ; waited += 1) {
    const lock = await takeLock(folder.root, name, () => ({
      pid: process.pid,
      stopping: signal.aborted,
    }));
    if (lock.taken) return lock;
    if (!lock.holder.stopping || waited > WAITS_MAX) {
      throw new Error(
        `Rollcall is already running on the data folder ${folder.root} (process ${lock.holder.pid}). ` +
          "Stop it first, or set ROLLCALL_DATA_DIR to another folder.",
      );
    }
    if (waited === 0) terminal.say("Waiting for the previous Rollcall process to stop …");
    await new Promise((resolve) => setTimeout(resolve, WAIT_MS));
  }
}
