import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

export type Rollcall = {
  pid: number;
  /** All it has said so far. */
  output: () => string;
  /** Settles with the exit code; null when a signal ended it. */
  ended: Promise<number | null>;
  /** Waits until it has said `text`. Throws with its output when it ends without, or takes longer. */
  says: (text: string, withinMs?: number) => Promise<void>;
  stop: () => Promise<void>;
};

export type RollcallOptions = {
  command?: "start" | "demo" | "dev" | "web" | "worker" | "drop";
  dataDir: string;
  port: number;
  env?: Readonly<Record<string, string>>;
};

const PROJECT = fileURLToPath(new URL("../../", import.meta.url));

/** The supervisor as `npm start` runs it, without npm, in a process group of its own. */
export function spawnRollcall({ command = "start", dataDir, port, env = {} }: RollcallOptions): Rollcall {
  const child = spawn(process.execPath, ["--import", "tsx", "lib/runtime/cli.ts", command], {
    cwd: PROJECT,
    env: {
      ...process.env,
      ...CLEAN,
      ...(command === "demo" ? { DROP_SFTP_PORT: "" } : {}),
      ROLLCALL_DATA_DIR: dataDir,
      PORT: String(port),
      ...env,
    },
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk: Buffer) => {
      output += chunk.toString();
    });
  }
  const ended = new Promise<number | null>((resolve) => child.once("close", (code) => resolve(code)));
  return {
    pid: child.pid ?? 0,
    output: () => output,
    ended,
    says: (text, withinMs = 300_000) => until({ child, text, withinMs, output: () => output }),
    stop: async () => {
      child.kill("SIGTERM");
      await ended;
    },
  };
}

/** The build that is tested, beside the one that serves. */
export const E2E_DIST_DIR = process.env.ROLLCALL_DIST_DIR || ".next-e2e";

/** What vitest sets for the tests' own process must not reach an installation that makes its own. */
const CLEAN = {
  DATABASE_URL: "",
  DATABASE_APP_URL: "",
  ROLLCALL_URL: "",
  ROLLCALL_SESSION_SECRET: "",
  ROLLCALL_SECRETS_KEYS: "",
  ROLLCALL_JOBS_KEY: "",
  EGRESS_ALLOW: "",
  LOG_LEVEL: "",
  NODE_OPTIONS: "",
  // Installations of several tests run at the same time; the demo moves to a free port by itself.
  DROP_SFTP_PORT: "off",
  ROLLCALL_DIST_DIR: E2E_DIST_DIR,
};

type Wait = { child: ChildProcess; text: string; withinMs: number; output: () => string };

async function until({ child, text, withinMs, output }: Wait): Promise<void> {
  const begun = Date.now();
  while (!output().includes(text)) {
    const over = child.exitCode !== null || child.signalCode !== null;
    if (over || Date.now() - begun > withinMs) {
      throw new Error(`It ${over ? "ended" : "waited"} without saying "${text}". It said:\n${output()}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
