import { DROP_PORT, env, publicUrl, usesInngestServer } from "@/lib/env";
import { buildPages } from "@/lib/runtime/build";
import { childEnv, withoutBucket } from "@/lib/runtime/child-env";
import { type DataFolder, dataFolderPath, freshLog, openDataFolder } from "@/lib/runtime/data-folder";
import { type Database, prepareEmbedded, prepareExternal, startDatabase } from "@/lib/runtime/database";
import { prepareSampleServer, runDemoSeed } from "@/lib/runtime/demo/start-demo";
import { claimDropPort } from "@/lib/runtime/drop-port";
import { lockFolder } from "@/lib/runtime/lock";
import { type Options, partOf } from "@/lib/runtime/options";
import { claimPort } from "@/lib/runtime/port";
import { nextCommand, scriptCommand } from "@/lib/runtime/project";
import { proxyWarning } from "@/lib/runtime/proxy-warning";
import { waitUntilReady } from "@/lib/runtime/ready";
import { rotateKeys } from "@/lib/runtime/rotate-keys";
import { keepLogsSmall } from "@/lib/runtime/rotate-logs";
import { openSecrets } from "@/lib/runtime/secrets";
import { type ChildEnv, type ServiceSpec, startService } from "@/lib/runtime/service";
import { checkSharedKeys } from "@/lib/runtime/shared-keys";
import { duration, terminal } from "@/lib/runtime/terminal";
import { checkSpool } from "@/lib/spool/s3/check-bucket";

/** What has to be ended, in the order it was begun. */
export type Begun = { stop: () => Promise<void>; kill?: () => void };

export type Course = { options: Options; begun: Begun[]; signal: AbortSignal; fail: (error: Error) => void };

/** Without a proxy or a container in front nobody but this machine should reach the pages. */
const HOST = "127.0.0.1";
/** A killed supervisor's web process needs a moment to notice and leave. */
const ORPHAN_MS = 15_000;

/**
 * Begins one part after the other, each when the one before is ready, and notes it in `begun`. Throws a sentence for
 * people when one can't.
 */
export async function begin(course: Course): Promise<void> {
  const { options, begun, signal } = course;
  const { command } = options;
  const part = partOf(command);
  const settings = env();
  if (part && !settings.DATABASE_URL) throw new Error(noDatabase(part));
  const warning = proxyWarning({ url: publicUrl(), hops: settings.TRUSTED_PROXY_HOPS });
  if (warning) terminal.warn(warning);
  const folder = await openDataFolder(dataFolderPath(command, options.inherited.ROLLCALL_DATA_DIR));
  const lock = await lockFolder(folder, signal, part ?? undefined);
  begun.push({ stop: lock.release });
  begun.push(keepLogsSmall(folder.logs));
  const host = settings.ROLLCALL_HOST ?? HOST;
  const patienceMs = lock.afterCrash ? ORPHAN_MS : 0;
  const isWeb = part === null || part === "web";
  const isDrop = part === null || part === "drop";
  const port = isWeb ? await claimPort({ port: settings.PORT, host, patienceMs, signal }) : settings.PORT;
  const dropPort = isDrop
    ? await claimDropPort(command, { patienceMs, signal })
    : (settings.DROP_SFTP_PORT ?? DROP_PORT);
  const bucket = await checkSpool();
  if (bucket) terminal.say(`  Files: in the bucket ${bucket}`);
  const secrets = await openSecrets(folder.root);
  const database = await beginDatabase(folder, course);
  signal.throwIfAborted();
  const values = childEnv({
    options,
    secrets,
    appUrl: database.appUrl,
    dataDir: folder.root,
    port,
    dropPort,
  });
  await checkSharedKeys(database.appUrl, values);
  const rotated = await rotateKeys(database.appUrl, values.ROLLCALL_SECRETS_KEYS ?? "");
  if (rotated > 0)
    terminal.say(
      `  Keys: ${rotated} stored secret(s) re-encrypted with the first key of ROLLCALL_SECRETS_KEYS`,
    );
  const service: BeginService = async (log, spec, env = values) => {
    const logFile = await freshLog(folder, log);
    begun.push(startService({ ...spec, env, logFile, toStdout: settings.LOG_TO === "stdout" }, terminal));
  };

  if (part === "worker" || (part === null && !usesInngestServer())) {
    await service("worker", { name: "worker", args: scriptCommand("inngest/worker.ts"), stopMs: 15_000 });
    terminal.say("  Worker: started");
  }
  if (isDrop && dropPort !== 0) {
    const args = scriptCommand("lib/drop-server/main.ts");
    await service("drop", { name: "SFTP server for drops", args, stopMs: 12_000 });
    terminal.say(`  SFTP server for drops: port ${dropPort}`);
  }
  if (!isWeb) return;
  const demo = command === "demo" ? await beginDemo({ folder, env: values, signal, service }) : null;
  if (command !== "dev") await buildPages({ folder, env: withoutBucket(values), signal });
  const args = nextCommand(command === "dev" ? "dev" : "start", "--port", String(port), "--hostname", host);
  await service("web", { name: "web process", args, stopMs: 8_000 });
  await waitUntilReady(`http://${reachable(host)}:${port}`, signal, part ? ["database"] : undefined);
  terminal.say(`Rollcall is ready at ${values.ROLLCALL_URL}`);
  for (const line of (await demo?.lines()) ?? []) terminal.say(line);
}

function noDatabase(part: string): string {
  return (
    `npm run ${part} needs DATABASE_URL: the PostgreSQL that all processes of the installation have in common. ` +
    "npm start runs all of them on this machine, with a database of its own."
  );
}

/** An address to reach a process that listens on `host`. */
function reachable(host: string): string {
  if (host === "0.0.0.0" || host === "::") return HOST;
  return host.includes(":") ? `[${host}]` : host;
}

type BeginService = (
  log: string,
  spec: Omit<ServiceSpec, "env" | "logFile">,
  env?: ChildEnv,
) => Promise<void>;

type Parts = {
  folder: DataFolder;
  env: ChildEnv;
  signal: AbortSignal;
  service: BeginService;
};

/** Starts the sample server, then seeds and syncs while the pages are being built. `lines` settles when that is done. */
export async function beginDemo({
  folder,
  env,
  signal,
  service,
}: Parts): Promise<{ lines: () => Promise<string[]> }> {
  await service("sample-server", await prepareSampleServer(folder.root), withoutBucket(env));
  const logFile = await freshLog(folder, "seed");
  const seeding = runDemoSeed({ dataDir: folder.root, env, logFile, signal });
  // Reported when it is awaited; until then a failure must not count as unhandled.
  seeding.catch(() => {});
  terminal.say("  Demo: sample server started, first sync running");
  return { lines: () => seeding };
}

/** The database, migrated: the one of DATABASE_URL, or our own in the data folder. */
export async function beginDatabase(folder: DataFolder, { begun, fail, signal }: Course): Promise<Database> {
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
