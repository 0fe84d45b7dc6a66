import { readdir, readFile, readlink } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort, isPortFree } from "@/lib/runtime/free-port";

type Wanted = {
  port: number;
  host: string | undefined;
  patienceMs: number;
  signal: AbortSignal;
  /** What says which port it is. */
  variable?: string;
};

/**
 * The port the web process will listen on: the one wanted, or a free one for 0. Waits `patienceMs` for a web process
 * of a killed supervisor to leave. Throws naming the port and, if known, the program that uses it.
 */
export async function claimPort({
  port,
  host,
  patienceMs,
  signal,
  variable = "PORT",
}: Wanted): Promise<number> {
  if (port === 0) return freePort();
  const begun = Date.now();
  while (!(await isFree(port, host))) {
    if (Date.now() - begun >= patienceMs) throw new Error(await inUse(port, variable));
    await sleep(250, undefined, { signal });
  }
  return port;
}

/** Without a host the web process listens everywhere, so nothing may hold the port on any address. */
async function isFree(port: number, host: string | undefined): Promise<boolean> {
  const hosts = host ? [host] : ["0.0.0.0", "127.0.0.1"];
  for (const each of hosts) if (!(await isPortFree(port, each))) return false;
  return true;
}

async function inUse(port: number, variable: string): Promise<string> {
  const holder = await findHolder(port).catch(() => null);
  const by = holder ? `by ${holder}` : "by another program";
  return `Port ${port} is in use ${by}. Stop it, or choose another port, such as ${variable}=${port + 1}.`;
}

/** On Linux: the listening socket's number, then the process that has it open. */
async function findHolder(port: number): Promise<string | null> {
  const hex = port.toString(16).toUpperCase().padStart(4, "0");
  const sockets = new Set<string>();
  for (const table of ["/proc/net/tcp", "/proc/net/tcp6"]) {
    for (const line of (await readFile(table, "utf8").catch(() => "")).split("\n")) {
      const [, local, , state, , , , , , number] = line.trim().split(/\s+/);
      if (local?.endsWith(`:${hex}`) && state === "0A" && number) sockets.add(`socket:[${number}]`);
    }
  }
  if (sockets.size === 0) return null;
  for (const pid of await readdir("/proc")) {
    if (/^\d+$/.test(pid) && (await hasOpen(pid, sockets))) return `${await nameOf(pid)} (process ${pid})`;
  }
  return null;
}

async function hasOpen(pid: string, sockets: ReadonlySet<string>): Promise<boolean> {
  const handles = await readdir(`/proc/${pid}/fd`).catch(() => []);
  for (const handle of handles) {
    if (sockets.has(await readlink(`/proc/${pid}/fd/${handle}`).catch(() => ""))) return true;
  }
  return false;
}

async function nameOf(pid: string): Promise<string> {
  const command = await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "");
  return command.split("\0")[0] || "a program";
}
