import { env, usesInngestServer } from "@/lib/env";
import { ensureBuild } from "@/lib/runtime/build";
import { type DataFolder, freshLog, openDataFolder } from "@/lib/runtime/data-folder";
import { type Database, prepareEmbedded, prepareExternal, startDatabase } from "@/lib/runtime/database";
import { prepareSampleServer, runDemoSeed } from "@/lib/runtime/demo/start-demo";
import { Interrupted, listenForInterrupt } from "@/lib/runtime/interrupt";
import { type Lock, takeLock } from "@/lib/runtime/lock";
import { claimPort } from "@/lib/runtime/port";
import { nextCommand, scriptCommand } from "@/lib/runtime/project";
import { waitUntilReady } from "@/lib/runtime/ready";
import { openSecrets } from "@/lib/runtime/secrets";
import { type ChildEnv, type ServiceSpec, startService } from "@/lib/runtime/service";
import { duration, terminal } from "@/lib/runtime/terminal";

export type Command = "start" | "dev" | "demo";

type Options = {
  command: Command;
  /** The environment this process was started with; children get it with our values on top. */
  inherited: ChildEnv;
};

/** What has to be ended, in the order it was begun. */
type Begun = { stop: () => Promise<void>; kill?: () => void };

type Course = { options: Options; begun: Begun[]; signal: AbortSignal; fail: (error: Error) => void };

/**
 * Runs Rollcall until it is told to stop: database, migrations, worker, pages, web, each when the one before is
 * ready; then ends them in the other order. Gives the exit code.
 */
export async function supervise(options: Options): Promise<number> {
  const begun: Begun[] = [];
  const hard = () => {
    for (const { kill } of begun) kill?.();
    process.exit(130);
  };
  const interrupt = listenForInterrupt({ underNpm: Boolean(options.inherited.npm_lifecycle_event), hard });
  let failure: Error | undefined;
  const fail = (error: Error) => {
    failure ??= error;
    interrupt.stop();
  };
  try {
    await begin({ options, begun, signal: interrupt.signal, fail });
    await interrupt.requested;
    terminal.say("Stopping …");
  } catch (error) {
    if (!(interrupt.signal.aborted && isAbort(error))) failure ??= asError(error);
  }
  for (const { stop } of begun.reverse())
    await stop().catch((error) => terminal.warn(explain(asError(error))));
  if (!failure) terminal.say("Stopped.");
  else terminal.warn(`Rollcall stopped: ${explain(failure)}`);
  return failure ? 1 : 0;
}

async function begin(course: Course): Promise<void> {
  const { options, begun, signal } = course;
  const settings = env();
  const folder = await openDataFolder(dataFolderPath(options));
  const lock = await lockFolder(folder, signal);
  begun.push({ stop: lock.release });
  const host = settings.ROLLCALL_HOST ?? (options.command === "demo" ? "127.0.0.1" : undefined);
  // A killed supervisor's web process needs a moment to notice and leave.
  const patienceMs = lock.afterCrash ? 15_000 : 0;
  const port = await claimPort({ port: settings.PORT, host, patienceMs, signal });
  const secrets = await openSecrets(folder.root);
  const database = await openDatabase(folder, course);
  const url = settings.ROLLCALL_URL ?? `http://localhost:${port}`;
  const childEnv: ChildEnv = {
    ...secrets,
    ...defined(options.inherited),
    NODE_ENV: options.command === "dev" ? "development" : "production",
    NEXT_TELEMETRY_DISABLED: "1",
    NO_COLOR: "1",
    DATABASE_URL: database.appUrl,
    DATABASE_APP_URL: undefined,
    ROLLCALL_DATA_DIR: folder.root,
    ROLLCALL_URL: url,
    NEXTAUTH_URL: url,
    ...(options.command === "demo" ? { EGRESS_ALLOW: withLoopback(settings.EGRESS_ALLOW) } : {}),
    PORT: String(port),
  };
  const service = (spec: Omit<ServiceSpec, "env">) =>
    begun.push(startService({ ...spec, env: childEnv }, terminal));

  if (!usesInngestServer()) {
    const logFile = await freshLog(folder, "worker");
    service({ name: "worker", args: scriptCommand("inngest/worker.ts"), logFile, stopMs: 15_000 });
    terminal.say("  Worker: started");
  }
  const demo = options.command === "demo" ? await beginDemo({ folder, childEnv, signal, service }) : null;
  if (options.command !== "dev") await buildPages(folder, childEnv, signal);
  const listen = ["--port", String(port), ...(host ? ["--hostname", host] : [])];
  const verb = options.command === "dev" ? "dev" : "start";
  service({
    name: "web process",
    args: nextCommand(verb, ...listen),
    logFile: await freshLog(folder, "web"),
    stopMs: 8_000,
  });
  await waitUntilReady(`http://${reachable(host)}:${port}`, signal);
  terminal.say(`Rollcall is ready at ${url}`);
  for (const line of (await demo?.lines()) ?? []) terminal.say(line);
}

type DemoParts = {
  folder: DataFolder;
  childEnv: ChildEnv;
  signal: AbortSignal;
  service: (spec: Omit<ServiceSpec, "env">) => void;
};

/** Seeds and syncs while the pages are being built. */
async function beginDemo({ folder, childEnv, signal, service }: DemoParts) {
  service({ ...(await prepareSampleServer(folder.root)), logFile: await freshLog(folder, "sample-server") });
  const logFile = await freshLog(folder, "seed");
  const seeding = runDemoSeed({ dataDir: folder.root, env: childEnv, logFile, signal });
  // Told when it is asked for; until then a failure must not count as unhandled.
  seeding.catch(() => {});
  terminal.say("  Demo: sample server started, first sync under way");
  return { lines: () => seeding };
}

/** The sample server is on this machine, which no customer's source may be. */
function withLoopback(allowed: string | undefined): string {
  return [allowed, "127.0.0.1/32"].filter(Boolean).join(",");
}

function dataFolderPath({ command, inherited }: Options): string {
  // The demo's sign-in is printed for anyone to read: it must never end up in an installation's own data.
  return inherited.ROLLCALL_DATA_DIR?.trim() || (command === "demo" ? ".data-demo" : ".data");
}

async function lockFolder(folder: DataFolder, signal: AbortSignal): Promise<Extract<Lock, { taken: true }>> {
  for (let waited = 0; ; waited += 1) {
    const lock = await takeLock(folder.root, "rollcall", () => ({
      pid: process.pid,
      stopping: signal.aborted,
    }));
    if (lock.taken) return lock;
    if (!lock.holder.stopping || waited > 150) {
      throw new Error(
        `Rollcall is running already on the data folder ${folder.root} (process ${lock.holder.pid}). ` +
          "Stop it first, or set ROLLCALL_DATA_DIR to another folder.",
      );
    }
    if (waited === 0) terminal.say("Waiting for the Rollcall before this one to stop …");
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

async function openDatabase(folder: DataFolder, { begun, fail, signal }: Course): Promise<Database> {
  const { DATABASE_URL: external, DATABASE_APP_URL: app } = env();
  const before = Date.now();
  if (external) {
    const database = await prepareExternal(external, app);
    return told(database, "the one of DATABASE_URL", before);
  }
  const server = await startDatabase(folder, terminal);
  begun.push(server);
  void server.lost.then((error) => signal.aborted || fail(error));
  return told(await prepareEmbedded(server), "PostgreSQL 18 in the data folder", before);
}

function told(database: Database, what: string, begunAt: number): Database {
  const migrations = database.applied ? `, ${database.applied} migrations applied` : "";
  terminal.say(`  Database: ${what}${migrations} (${duration(Date.now() - begunAt)})`);
  if (database.warning) terminal.warn(`  ${database.warning}`);
  return database;
}

async function buildPages(folder: DataFolder, childEnv: ChildEnv, signal: AbortSignal): Promise<void> {
  const before = Date.now();
  const distDir = env().ROLLCALL_DIST_DIR;
  const logFile = await freshLog(folder, "build");
  const onBegin = () => terminal.say("  Pages: building them, which takes a minute or two …");
  const built = await ensureBuild({ distDir, env: childEnv, logFile, signal, onBegin });
  terminal.say(built ? `  Pages: built (${duration(Date.now() - before)})` : "  Pages: built before");
}

/** An address to reach a process that listens on `host`. */
function reachable(host: string | undefined): string {
  if (!host || host === "0.0.0.0" || host === "::") return "127.0.0.1";
  return host.includes(":") ? `[${host}]` : host;
}

/** Empty means unset, as everywhere. */
function defined(inherited: ChildEnv): ChildEnv {
  return Object.fromEntries(Object.entries(inherited).filter(([, value]) => value));
}

function isAbort(error: unknown): boolean {
  return error instanceof Interrupted || (error instanceof Error && error.name === "AbortError");
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}

/** The sentence and, below it, what it came from. */
function explain(error: Error): string {
  const cause = error.cause instanceof Error ? `\n    (${error.cause.message})` : "";
  return `${error.message}${cause}`;
}
