// Before all others: the environment is read when the first of them is loaded.
import "../support/traces-to-collector";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { addDropKey } from "@/lib/drops/keys";
import { openHostKeys } from "@/lib/host-keys/host-keys";
import { createRemoteSource } from "@/lib/remote-sources/create";
import { requestRun } from "@/lib/runs/request-run";
import { newKey } from "@/lib/runtime/demo/new-key";
import { freePort } from "@/lib/runtime/free-port";
import { startTraces, stopTraces } from "@/lib/traces/start";
import { tracedSession } from "@/lib/traces/trace";
import { startCollector, type ToldSpan } from "../support/collector";
import { testDb } from "../support/db";
import { connectClient } from "../support/drop-server";
import { mintDrop } from "../support/drops";
import { NO_GUARDS } from "../support/pipeline";
import { openRawSftp } from "../support/raw-sftp";
import { OLD, PASSWORD, startTestServer, USERNAME } from "../support/sftp-server";
import { mintSync, mintTenant, mintWorkspace } from "../support/tenant";
import { collector } from "../support/traces-to-collector";
import { until } from "../support/until";

// Worker and SFTP server as processes of their own, with a collector that takes their spans, and without one.

const PROJECT = fileURLToPath(new URL("../../", import.meta.url));
const { db, sql, url } = testDb();
/** In names, cells, paths and addresses: in no span. */
const MARK = "Zaphodbeeblebrox";

let files: Awaited<ReturnType<typeof startTestServer>>;
beforeAll(async () => {
  files = await startTestServer();
  await startTraces("drop");
});
afterAll(async () => {
  await Promise.all([collector.stop(), files?.stop()]);
});

type Started = {
  child: ChildProcess;
  output: () => string;
  ended: Promise<number | null>;
  stop: () => Promise<number>;
};

/** Says at its end which packages of OpenTelemetry it has loaded. */
const TELLS = `import { createRequire } from "node:module";
const { cache } = createRequire(process.cwd() + "/");
const packages = () => Object.keys(cache).flatMap((path) => /@opentelemetry.([a-z-]+)/.exec(path)?.[1] ?? []);
process.on("exit", () => console.log("loaded: " + JSON.stringify([...new Set(packages())].sort())));`;

async function start(
  script: string,
  env: Record<string, string>,
  isUp: () => Promise<boolean>,
): Promise<Started> {
  const told = `data:text/javascript,${encodeURIComponent(TELLS)}`;
  const child = spawn(process.execPath, ["--import", told, "--import", "tsx", script], {
    cwd: PROJECT,
    env: { ...process.env, DATABASE_URL: url, OTEL_EXPORTER_OTLP_ENDPOINT: "", ...env },
    stdio: ["ignore", "pipe", "inherit"],
  });
  let output = "";
  child.stdout?.on("data", (part: Buffer) => {
    output += part.toString();
  });
  const ended = once(child, "exit").then(([code]) => code as number | null);
  afterAll(() => void child.kill("SIGKILL"));
  await until(isUp);
  return {
    child,
    output: () => output,
    ended,
    stop: async () => {
      const begun = Date.now();
      child.kill("SIGTERM");
      expect(await ended).toBe(0);
      return Date.now() - begun;
    },
  };
}

async function startWorker(env: Record<string, string>): Promise<Started> {
  await sql`delete from heartbeats`;
  return start("inngest/worker.ts", env, async () => (await sql`select from heartbeats`).length > 0);
}

const on = (delayMs = 100) => ({
  OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
  OTEL_BSP_SCHEDULE_DELAY: String(delayMs),
});

/** A sync of a file on a server, all of it named with the mark. Asked for as a traced request of the pages would. */
async function syncOnce(rows: readonly string[]): Promise<{ runId: string; syncId: string; orgId: string }> {
  const { ctx: org } = await mintTenant();
  const server = { kind: "sftp" as const, host: "127.0.0.1", port: files.port, username: USERNAME };
  const login = { authKind: "password" as const, password: PASSWORD, privateKey: "", passphrase: "" };
  const { id: remoteSourceId } = await createRemoteSource(org, {
    name: `${MARK} server`,
    ...server,
    ...login,
  });
  const ctx = await mintWorkspace(org, `${MARK} Oy`);
  const path = `${MARK}-${Math.random()}.csv`;
  const sync = await mintSync(ctx, { remoteSourceId, path, name: `${MARK} sync`, guardSettings: NO_GUARDS });
  files.files.set(path, {
    bytes: Buffer.from(`ID,Email,First name,Last name,Mobile\n${rows.join("\n")}\n`),
    modifiedAt: OLD,
  });
  const { runId } = await tracedSession("request", {}, () =>
    requestRun(ctx, { syncId: sync.id, trigger: "manual" }),
  );
  await stopTraces();
  await until(async () => {
    const [run] = await sql`select finished_at as at from runs where id = ${runId}`;
    const [job] = await sql`select count(*)::int as n from job_runs where state = 'running'`;
    return Boolean(run?.at) && job?.n === 0;
  });
  return { runId, syncId: sync.id, orgId: ctx.orgId };
}

const ROWS = [
  `${MARK}1,${MARK}1@x.io,${MARK},Ek,+358`,
  `2,two@x.io,Two,${MARK},`,
  `3,not an address ${MARK},Three,Ek,`,
];

test("a run is a tree of its steps, their parts and statements, below what asked for it", async () => {
  const worker = await startWorker(on());
  const { runId, syncId, orgId } = await syncOnce(ROWS);
  const run = await collector.gets(
    (span) => span.attributes["rollcall.run.id"] === runId && span.name === "sync-run",
  );
  await worker.stop();
  const asked = collector.spans().find(({ name, traceId }) => name === "request" && traceId === run.traceId);
  expect(asked).toBeDefined();
  expect(run).toMatchObject({ parentSpanId: asked?.spanId, isError: false });
  expect(run.attributes).toMatchObject({
    "rollcall.org.id": orgId,
    "rollcall.sync.id": syncId,
    "rollcall.run.state": "succeeded_with_issues",
    "rollcall.run.trigger": "manual",
    "rollcall.count.read": 3,
    "rollcall.count.created": 2,
    "rollcall.count.errors": 1,
  });
  expect(run.process).toMatchObject({ "service.name": "rollcall", "rollcall.process": "worker" });

  const spans = collector.spans().filter(({ traceId }) => traceId === run.traceId);
  expect(new Set(spans.map(({ spanId }) => spanId)).size).toBe(spans.length);
  const below = ({ spanId }: ToldSpan) => spans.filter(({ parentSpanId }) => parentSpanId === spanId);
  const named = (under: ToldSpan, name: string) => {
    const found = below(under).find((span) => span.name === name);
    if (!found) throw new Error(`${under.name} has no ${name}, but ${below(under).map((span) => span.name)}`);
    return found;
  };
  expect(
    below(run)
      .map(({ name }) => name)
      .sort(),
  ).toEqual(["apply", "fetch", "finish", "plan"]);
  const [fetch, plan, apply] = [named(run, "fetch"), named(run, "plan"), named(run, "apply")];
  for (const part of ["choose file", "download", "unpack"]) named(fetch, part);
  for (const part of ["load users", "read", "plan changes", "guard"]) named(plan, part);
  const transaction = named(named(apply, "apply plan"), "transaction");
  const writes = below(transaction).find((span) =>
    span.attributes["db.collection.name"]?.toString().includes("users"),
  );
  expect(writes?.attributes).toMatchObject({ "db.system.name": "postgresql" });
  expect(run.seconds).toBeGreaterThan(plan.seconds + apply.seconds);
});

test("no span has a name, an address, a cell, a path, a host or a login in it", () => {
  const text = collector.text();
  expect(text.length).toBeGreaterThan(10_000);
  for (const word of [
    MARK,
    "x.io",
    PASSWORD,
    "127.0.0.1",
    "localhost",
    "node_modules",
    "/work",
    "$1",
    "where",
  ])
    expect(text.includes(word), word).toBe(false);
});

test("a run that fails is told by its state, and no message of an error", async () => {
  const worker = await startWorker(on());
  files.files.clear();
  const { runId } = await syncOnce([]);
  const run = await collector.gets(
    (span) => span.attributes["rollcall.run.id"] === runId && span.name === "sync-run",
  );
  expect(run.attributes["rollcall.run.state"]).toBe("failed");
  await worker.stop();
  expect(collector.text()).not.toContain(MARK);
});

test("a worker that is asked to stop sends what it has first, and does not wait for a collector that is silent", async () => {
  const quick = await startWorker(on(3_600_000));
  const { runId } = await syncOnce(ROWS);
  const isRun = (span: ToldSpan) => span.attributes["rollcall.run.id"] === runId && span.name === "sync-run";
  expect(collector.spans().some(isRun)).toBe(false);
  await quick.stop();
  expect(collector.spans().some(isRun)).toBe(true);

  const silent = await startCollector();
  silent.beSilent();
  const slow = await startWorker({ ...on(3_600_000), OTEL_EXPORTER_OTLP_ENDPOINT: silent.url });
  await syncOnce(ROWS);
  const tookMs = await slow.stop();
  await silent.stop();
  expect(tookMs).toBeGreaterThan(1_500);
  expect(tookMs).toBeLessThan(8_000);
});

test("a session of the SFTP server for drops is a trace", async () => {
  await openHostKeys(db);
  const { ctx } = await mintTenant();
  const key = newKey();
  const minted = await mintDrop(ctx, { name: `${MARK} drop` });
  await addDropKey(ctx, { id: minted.id, publicKey: key.public });
  const port = await freePort();
  await sql`delete from heartbeats`;
  const env = { ...on(), DROP_SFTP_PORT: String(port), DROP_SFTP_LISTEN: "127.0.0.1" };
  const server = await start(
    "lib/drop-server/main.ts",
    env,
    async () => (await sql`select from heartbeats`).length > 0,
  );
  const client = await connectClient(port, { username: minted.username, privateKey: key.private });
  const sftp = await openRawSftp(client);
  await new Promise<void>((resolve, reject) =>
    client.sftp((error, own) =>
      error
        ? reject(error)
        : own.writeFile(`${MARK}.csv`, "ID\n1\n", (fault) => (fault ? reject(fault) : resolve())),
    ),
  );
  sftp.channel.end();
  client.end();
  const isSession = (span: ToldSpan) =>
    span.name === "drop session" && span.attributes["rollcall.source.id"] === minted.id;
  await collector.gets((span) => isSession(span) && span.attributes["rollcall.org.id"] === ctx.orgId);
  await server.stop();
  const sessions = collector.spans().filter(isSession);
  const statements = collector
    .spans()
    .filter(({ parentSpanId }) => sessions.some(({ spanId }) => spanId === parentSpanId));
  expect(statements.map(({ name }) => name)).toContain("transaction");
  expect(server.output()).toContain('"sdk-trace-base"');
  for (const word of [MARK, minted.username]) expect(collector.text()).not.toContain(word);
});

test("without a collector in the environment nothing of OpenTelemetry is loaded but the interface that Inngest has", async () => {
  const ofWorkers = () => collector.spans().filter((span) => span.process["rollcall.process"] === "worker");
  const before = ofWorkers().length;
  const worker = await startWorker({});
  await syncOnce(ROWS);
  await worker.stop();
  expect(/loaded: (.*)/.exec(worker.output())?.[1]).toBe('["api"]');
  const off = await startWorker({ ...on(), OTEL_SDK_DISABLED: "true" });
  await off.stop();
  expect(/loaded: (.*)/.exec(off.output())?.[1]).toBe('["api"]');
  expect(ofWorkers().length).toBe(before);
});
