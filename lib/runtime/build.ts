import { createHash } from "node:crypto";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { env } from "@/lib/env";
import { type DataFolder, freshLog } from "@/lib/runtime/data-folder";
import { takeLock } from "@/lib/runtime/lock";
import { nextCommand, PROJECT } from "@/lib/runtime/project";
import { type ChildEnv, ended, spawnTethered, stopChild } from "@/lib/runtime/service";
import { duration, lastLines, terminal } from "@/lib/runtime/terminal";

type Build = { distDir: string; env: ChildEnv; logFile: string; signal: AbortSignal; onBegin: () => void };

const STAMP = "rollcall-build.json";

/**
 * Builds the pages unless the build that is there was made from exactly these sources. The stamp is taken off before
 * a build and put on after it, so a build cut off by a kill counts as none.
 *
 * @returns whether it built
 */
export async function ensureBuild({ distDir, env, logFile, signal, onBegin }: Build): Promise<boolean> {
  const folder = join(PROJECT, distDir);
  const sources = await hashSources();
  const isBuilt = async () => (await readFile(join(folder, STAMP), "utf8").catch(() => null)) === sources;
  // Before anything is written: in a container the pages are there, and nothing here can be written to.
  if (await isBuilt()) return false;
  await mkdir(folder, { recursive: true });
  const release = await waitForTurn(distDir, signal);
  try {
    if (await isBuilt()) return false;
    await rm(join(folder, STAMP), { force: true });
    onBegin();
    await build({ env: { ...env, ...namesOf(sources) }, logFile, signal });
    await writeFile(join(folder, STAMP), sources);
    return true;
  } finally {
    await release();
  }
}

/**
 * Two machines that build the same sources must give pages and server actions the same names, since a browser talks to
 * both. Next makes names of actions from this key; what it encrypts is encrypted with the key of `child-env.ts`.
 */
export function namesOf(sources: string): ChildEnv {
  const key = createHash("sha256").update(`actions of ${sources}`).digest("base64");
  return { ROLLCALL_BUILD_ID: sources.slice(0, 20), NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: key };
}

/** A build empties the folder that it builds into: a lock in there would be gone as soon as it is needed. */
const LOCKS = join(PROJECT, "node_modules/.cache");

/** Two data folders may share one checkout. */
async function waitForTurn(distDir: string, signal: AbortSignal): Promise<() => Promise<void>> {
  await mkdir(LOCKS, { recursive: true });
  const name = `build${distDir.replaceAll(/[^\w-]/g, "-")}`;
  for (;;) {
    signal.throwIfAborted();
    const lock = await takeLock(LOCKS, name, () => ({ pid: process.pid, stopping: false }));
    if (lock.taken) return lock.release;
    await sleep(500, undefined, { signal });
  }
}

/** What Next says while a build is still ending whose supervisor was killed, and how long that may take. */
const STILL_ENDING = "Another next build process is already running";
const ENDING_MS = 60_000;

async function build(how: Pick<Build, "env" | "logFile" | "signal">): Promise<void> {
  const begun = Date.now();
  for (;;) {
    const failure = await buildOnce(how);
    if (failure === null) return;
    if (!failure.end.includes(STILL_ENDING) || Date.now() - begun > ENDING_MS)
      throw new Error(
        `The pages could not be built (${failure.how}). The end of ${how.logFile}:\n${failure.end}`,
      );
    await sleep(2_000, undefined, { signal: how.signal });
  }
}

/** Null when it is built; otherwise how the builder ended, and what it said last. */
async function buildOnce({
  env,
  logFile,
  signal,
}: Pick<Build, "env" | "logFile" | "signal">): Promise<{ how: string; end: string } | null> {
  signal.throwIfAborted();
  const child = spawnTethered({ args: nextCommand("build"), env, logFile });
  const stop = () => void stopChild(child, 2_000);
  signal.addEventListener("abort", stop, { once: true });
  const how = await ended(child);
  signal.removeEventListener("abort", stop);
  signal.throwIfAborted();
  return child.exitCode === 0 ? null : { how, end: await lastLines(logFile, 30) };
}

const FOLDERS = ["app", "components", "drizzle/schema", "inngest", "lib", "public"];
const FILES = [
  "instrumentation.ts",
  "next.config.ts",
  "package-lock.json",
  "postcss.config.mjs",
  "proxy.ts",
  "tsconfig.json",
];
/** The supervisor itself is in no page. */
const NOT_IN_PAGES = "lib/runtime";

async function hashSources(): Promise<string> {
  const hash = createHash("sha256").update(process.version);
  const found = await Promise.all(FOLDERS.map((folder) => list(folder)));
  for (const path of [...FILES, ...found.flat().sort()]) {
    const bytes = await readFile(join(PROJECT, path)).catch(() => null);
    if (bytes) hash.update(`\n${path}\n${bytes.length}\n`).update(bytes);
  }
  return hash.digest("hex");
}

async function list(folder: string): Promise<string[]> {
  const entries = await readdir(join(PROJECT, folder), { withFileTypes: true }).catch(() => []);
  const below = entries.map((entry) => {
    const path = `${folder}/${entry.name}`;
    if (path === NOT_IN_PAGES) return [];
    return entry.isDirectory() ? list(path) : [path];
  });
  return (await Promise.all(below)).flat();
}

/** `npm run build`: the same without an installation, such as for an image. */
export async function buildCommand(inherited: ChildEnv): Promise<number> {
  const before = Date.now();
  const folder = await mkdtemp(join(tmpdir(), "rollcall-build-"));
  try {
    const built = await ensureBuild({
      distDir: env().ROLLCALL_DIST_DIR,
      env: { ...inherited, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
      logFile: join(folder, "build.log"),
      signal: new AbortController().signal,
      onBegin: () => {},
    });
    terminal.say(built ? `Pages: built (${duration(Date.now() - before)})` : "Pages: already built");
    return 0;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

type Pages = { folder: DataFolder; env: ChildEnv; signal: AbortSignal };

/** Builds the pages if their sources changed, and says so. */
export async function buildPages({ folder, env: childEnv, signal }: Pages): Promise<void> {
  const before = Date.now();
  const distDir = env().ROLLCALL_DIST_DIR;
  const logFile = await freshLog(folder, "build");
  const onBegin = () => terminal.say("  Pages: building (takes a minute or two) …");
  const built = await ensureBuild({ distDir, env: childEnv, logFile, signal, onBegin });
  terminal.say(built ? `  Pages: built (${duration(Date.now() - before)})` : "  Pages: already built");
}
