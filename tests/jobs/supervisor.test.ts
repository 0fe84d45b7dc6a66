import { mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { freePort, isPortFree } from "@/lib/runtime/free-port";
import { isAlive } from "@/lib/runtime/postgres/state";
import { type Rollcall, spawnRollcall } from "../support/rollcall";

// One installation that every test leaves running well; the first start builds the pages.
const BUILD_MS = 600_000;

let dataDir: string;
let port: number;
let rollcall: Rollcall;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "rollcall-supervisor-"));
  port = await freePort();
  rollcall = start();
  await rollcall.says("Rollcall is ready", BUILD_MS);
}, BUILD_MS);

afterAll(async () => {
  await rollcall?.stop();
  await rm(dataDir, { recursive: true, force: true });
});

/** With the poorest locale a system can have. */
function start(env: Record<string, string> = {}): Rollcall {
  return spawnRollcall({ dataDir, port, env: { LANG: "C", LC_ALL: "C", ...env } });
}

async function health(): Promise<unknown> {
  const response = await fetch(`http://127.0.0.1:${port}/api/ready`);
  return { status: response.status, body: await response.json() };
}

async function postmaster(): Promise<number> {
  return Number((await readFile(join(dataDir, "postgres/cluster/postmaster.pid"), "utf8")).split("\n")[0]);
}

/** Waits until `check` is true; fails the test after `withinMs`. */
async function becomes(check: () => Promise<boolean>, withinMs = 120_000): Promise<void> {
  const begun = Date.now();
  while (!(await check().catch(() => false))) {
    if (Date.now() - begun > withinMs)
      throw new Error(`It did not happen. The supervisor said:\n${rollcall.output()}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

const isWell = async () => JSON.stringify(await health()).startsWith('{"status":200,"body":{"status":"ok"');

test("web, database and worker are alive when it says it is ready", async () => {
  expect(await health()).toMatchObject({ status: 200, body: { status: "ok" } });
});

test("an unsigned request to the jobs' address is refused", async () => {
  for (const method of ["GET", "POST", "PUT"]) {
    const response = await fetch(`http://127.0.0.1:${port}/api/inngest`, { method });
    expect(response.status).toBe(401);
  }
});

test("secrets are made once and can be read by their owner only", async () => {
  const file = join(dataDir, "secrets.json");
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  const before = await readFile(file, "utf8");
  await rollcall.stop();
  rollcall = start();
  await rollcall.says("Rollcall is ready");
  expect(await readFile(file, "utf8")).toBe(before);
});

test("a second one on the same data folder is refused and names the first", async () => {
  const second = spawnRollcall({ dataDir, port: await freePort() });
  expect(await second.ended).toBe(1);
  expect(second.output()).toContain(
    `already running on the data folder ${dataDir} (process ${rollcall.pid})`,
  );
  await becomes(isWell);
});

test("a port that something else holds is named", async () => {
  const other = createServer();
  const taken = await new Promise<number>((resolve) => {
    other.listen(0, "127.0.0.1", () => {
      const address = other.address();
      resolve(typeof address === "object" && address ? address.port : 0);
    });
  });
  const elsewhere = await mkdtemp(join(tmpdir(), "rollcall-supervisor-"));
  const refused = spawnRollcall({ dataDir: elsewhere, port: taken });
  expect(await refused.ended).toBe(1);
  expect(refused.output()).toContain(`Port ${taken} is in use`);
  other.close();
  await rm(elsewhere, { recursive: true, force: true });
});

test("a supervisor killed with -9 takes web and worker with it, and the same command starts again", async () => {
  const server = await postmaster();
  process.kill(rollcall.pid, "SIGKILL");
  await rollcall.ended;
  await becomes(() => isPortFree(port, "127.0.0.1"));
  expect(isAlive(server)).toBe(true);
  rollcall = start();
  await rollcall.says("Rollcall is ready");
  // The database it left behind is taken over: two on one folder would destroy it.
  expect(await postmaster()).toBe(server);
});

test("a database killed with -9 comes back by itself", async () => {
  const server = await postmaster();
  process.kill(server, "SIGKILL");
  await becomes(async () => (await postmaster()) !== server);
  await becomes(isWell);
});

test("told to stop while a killed database is being started again, it leaves none running", async () => {
  process.kill(await postmaster(), "SIGKILL");
  await becomes(async () => rollcall.output().includes("The database ended unexpectedly"));
  // At any moment of the restart: each later one is as likely.
  await new Promise((resolve) => setTimeout(resolve, 700));
  await rollcall.stop();
  expect(await rollcall.ended, rollcall.output()).toBe(0);
  const left = await postmaster().catch(() => null);
  expect(left !== null && isAlive(left)).toBe(false);
  rollcall = start();
  await rollcall.says("Rollcall is ready");
});

test("told to stop, it ends everything it started", async () => {
  const server = await postmaster();
  await rollcall.stop();
  expect(await rollcall.ended, rollcall.output()).toBe(0);
  expect(isAlive(server)).toBe(false);
  expect(await isPortFree(port, "127.0.0.1")).toBe(true);
  rollcall = start();
  await rollcall.says("Rollcall is ready");
});
