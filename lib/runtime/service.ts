import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { PROJECT } from "@/lib/runtime/project";
import { lastLines, type Terminal } from "@/lib/runtime/terminal";

export type ChildEnv = Readonly<Record<string, string | undefined>>;

export type ServiceSpec = {
  /** As in "The worker ended unexpectedly". */
  name: string;
  /** Arguments for `node`. */
  args: readonly string[];
  env: ChildEnv;
  logFile: string;
  /** Instead of to the file, lines go to our own standard output, as JSON. */
  toStdout?: boolean;
  /** How long it may take to finish what it is doing. */
  stopMs: number;
};

type Service = { stop: () => Promise<void>; kill: () => void };

const BACK_OFF_MS = [500, 1_000, 2_000, 5_000, 10_000, 30_000] as const;
/** One that ran this long was well: the next crash counts as the first. */
const WELL_MS = 60_000;

/** Keeps a process running: starts it, and starts it again with growing pauses when it ends unexpectedly. */
export function startService(spec: ServiceSpec, { warn }: Terminal): Service {
  const stopping = new AbortController();
  let child: ChildProcess | undefined;
  const running = (async () => {
    for (let crashes = 0; !stopping.signal.aborted; crashes += 1) {
      const begun = Date.now();
      child = spawnTethered(spec);
      const how = await ended(child);
      if (stopping.signal.aborted) return;
      if (Date.now() - begun > WELL_MS) crashes = 0;
      const pauseMs = BACK_OFF_MS[Math.min(crashes, BACK_OFF_MS.length - 1)] ?? WELL_MS;
      const detail = await lastLines(spec.logFile, 8);
      warn(
        `The ${spec.name} ended unexpectedly (${how}); starting it again. The end of ${spec.logFile}:`,
        detail,
      );
      await sleep(pauseMs, undefined, { signal: stopping.signal }).catch(() => {});
    }
  })();
  return {
    stop: async () => {
      stopping.abort();
      if (child) await stopChild(child, spec.stopMs);
      await running;
    },
    kill: () => {
      stopping.abort();
      if (child) signalGroup(child, "SIGKILL");
    },
  };
}

/** A process in a group of its own whose stdin is the tether (see tether.mjs), writing to a log file. */
export function spawnTethered({
  args,
  env,
  logFile,
  toStdout = false,
  name = "",
}: Pick<ServiceSpec, "args" | "env" | "logFile" | "toStdout"> & { name?: string }): ChildProcess {
  const log = openSync(logFile, "a", 0o600);
  try {
    const out = toStdout ? ("pipe" as const) : log;
    const stdio = ["pipe" as const, out, out];
    const child = spawn(process.execPath, args, {
      cwd: PROJECT,
      env: { NODE_ENV: "production", ...env, ROLLCALL_TETHER: "1" },
      detached: true,
      stdio,
    });
    // Its end of the tether breaks when it ends; its exit reports that.
    child.stdin?.on("error", () => {});
    for (const stream of [child.stdout, child.stderr]) {
      if (stream)
        createInterface({ input: stream }).on("line", (line) => process.stdout.write(jsonLine(name, line)));
    }
    return child;
  } finally {
    closeSync(log);
  }
}

/** A line of a log as JSON: our own are, those of Next and Node are not. */
export function jsonLine(name: string, line: string): string {
  if (line.startsWith("{") && line.endsWith("}")) return `${line}\n`;
  if (line.trim() === "") return "";
  return `${JSON.stringify({ level: 30, time: new Date().toISOString(), name, msg: line })}\n`;
}

/** Settles with how it ended, in words. */
export function ended(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    child.once("error", (error) => resolve(error.message));
    child.once("exit", (code, signal) => resolve(signal ? `by ${signal}` : `exit code ${code}`));
  });
}

/** Asks a process to end, waits, and then ends it and its own children. */
export async function stopChild(child: ChildProcess, patienceMs: number): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const gone = ended(child);
  child.kill("SIGTERM");
  const patience = new AbortController();
  const late = sleep(patienceMs, "late", { signal: patience.signal }).catch(() => "gone");
  const first = await Promise.race([gone, late]);
  patience.abort();
  signalGroup(child, "SIGKILL");
  if (first === "late") await gone;
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(process.platform === "win32" ? child.pid : -child.pid, signal);
  } catch {
    // The whole group is gone already.
  }
}
