import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import type { Account } from "@/lib/runtime/postgres/binaries";
import { type Binaries, runTool, TOOL_ENV } from "@/lib/runtime/postgres/binaries";
import { type Address, isAlive, probe, readPostmaster } from "@/lib/runtime/postgres/state";
import { lastLines } from "@/lib/runtime/terminal";

export type Server = {
  pid: number;
  port: number;
  /** Settles when the server process is gone, for whatever reason. */
  ended: Promise<void>;
  stop: () => Promise<void>;
};

type Start = {
  binaries: Binaries;
  account: Account;
  cluster: string;
  password: string;
  logFile: string;
  settings: Readonly<Record<string, string>>;
};

const START_MS = 60_000;
/** Recovery after a crash reads the whole log of changes and may take its time. */
const RECOVERY_MS = 600_000;
const POLL_MS = 100;

/** The server of this cluster that an earlier, killed supervisor left running; null when there is none. */
export async function adoptServer(start: Start): Promise<Server | null> {
  const found = await readPostmaster(start.cluster);
  if (!found || !isAlive(found.pid)) return null;
  const answer = await waitFor({ ...start, port: found.port }, () => isAlive(found.pid), 5_000);
  if (answer !== "ready") return null;
  return server(start, found.pid, found.port, untilGone(found.pid));
}

/** Starts the server on `port` and waits until it answers. Throws with the end of its log when it does not. */
export async function startServer(start: Start, port: number): Promise<Server> {
  const child = spawnServer(start, port);
  const ended = new Promise<void>((resolve) => {
    child.once("exit", () => resolve());
    child.once("error", () => resolve());
  });
  let running = true;
  void ended.then(() => {
    running = false;
  });
  const answer = await waitFor({ ...start, port }, () => running, START_MS);
  if (answer === "ready" && child.pid) return server(start, child.pid, port, ended);
  child.kill("SIGINT");
  throw new Error(
    `The database did not start. The end of ${start.logFile}:\n${await lastLines(start.logFile, 15)}`,
  );
}

function spawnServer({ binaries, account, cluster, logFile, settings }: Start, port: number): ChildProcess {
  const all = { ...SETTINGS, ...settings, port: String(port) };
  const flags = Object.entries(all).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const log = openSync(logFile, "a", 0o600);
  try {
    // Its own session: Ctrl-C in the terminal must reach the supervisor only, which stops things in order.
    return spawn(binaries.postgres, ["-D", cluster, ...flags], {
      ...account,
      cwd: "/",
      env: { NODE_ENV: "production", ...TOOL_ENV },
      detached: true,
      stdio: ["ignore", log, log],
    });
  } finally {
    closeSync(log);
  }
}

const SETTINGS = {
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "",
  max_connections: "80",
  password_encryption: "scram-sha-256",
  timezone: "UTC",
  log_timezone: "UTC",
  log_line_prefix: "%m [%p] ",
} as const;

async function waitFor(address: Address, alive: () => boolean, patienceMs: number) {
  const begun = Date.now();
  for (;;) {
    const answer = await probe(address);
    if (answer === "ready" || answer === "other" || !alive()) return answer;
    const limitMs = answer === "starting" ? RECOVERY_MS : patienceMs;
    if (Date.now() - begun > limitMs) return answer;
    await sleep(POLL_MS);
  }
}

function server(start: Start, pid: number, port: number, ended: Promise<void>): Server {
  return { pid, port, ended, stop: () => stopServer(start) };
}

/** `pg_ctl` waits until the server is gone. */
async function stopServer({ binaries, account, cluster }: Start): Promise<void> {
  const stop = (mode: "fast" | "immediate") =>
    runTool(
      binaries.pgCtl,
      ["stop", `--pgdata=${cluster}`, `--mode=${mode}`, "--wait", "--timeout=45"],
      account,
    );
  // A server that is gone already makes pg_ctl fail, which is as good.
  if (!(await stop("fast")).ok) await stop("immediate");
}

async function untilGone(pid: number): Promise<void> {
  while (isAlive(pid)) await sleep(500, undefined, { ref: false });
}
