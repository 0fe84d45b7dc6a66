import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { freePort, isPortFree } from "@/lib/runtime/free-port";
import { testDb } from "../support/db";
import { type Rollcall, type RollcallOptions, spawnRollcall } from "../support/rollcall";

const BUILD_MS = 600_000;
const { sql, url, ownerUrl } = testDb();
const KEYS = {
  ROLLCALL_SESSION_SECRET: "a session secret of three processes",
  ROLLCALL_SECRETS_KEYS: `k1:${Buffer.alloc(32, 7).toString("base64")}`,
  ROLLCALL_JOBS_KEY: "ab".repeat(32),
};
const started: Rollcall[] = [];
const folders: string[] = [];

afterAll(async () => {
  await Promise.all(started.map((each) => each.stop()));
  for (const folder of folders) await rm(folder, { recursive: true, force: true });
});

async function start(
  command: RollcallOptions["command"],
  env: Record<string, string> = {},
): Promise<Rollcall> {
  const dataDir = await mkdtemp(join(tmpdir(), "rollcall-part-"));
  folders.push(dataDir);
  const port = Number(env.PORT ?? (await freePort()));
  const own = { DATABASE_URL: ownerUrl, DATABASE_APP_URL: url, ...KEYS, ...env };
  const part = spawnRollcall({ command, dataDir, port, env: own });
  started.push(part);
  return part;
}

async function seen(name: string): Promise<void> {
  for (let tries = 0; tries < 600; tries += 1) {
    const [row] =
      await sql`select 1 from heartbeats where name = ${name} and at > now() - interval '10 seconds'`;
    if (row) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`No ${name} has reported.\n${started.map((each) => each.output()).join("\n")}`);
}

test("web, worker and SFTP server run as processes of their own on one database", {
  timeout: BUILD_MS,
}, async () => {
  const [port, drops] = [await freePort(), await freePort()];
  const web = await start("web", { PORT: String(port), DROP_SFTP_PORT: String(drops) });
  await web.says("Rollcall is ready", BUILD_MS);
  const ready = async () =>
    (await (await fetch(`http://127.0.0.1:${port}/api/ready`)).json()) as { missing?: string[] };
  expect((await ready()).missing).toEqual(["worker", "drops"]);
  const worker = await start("worker");
  await start("drop", { DROP_SFTP_PORT: String(drops) });
  await seen("worker");
  await seen("drop");
  expect(await ready()).toMatchObject({ status: "ok" });
  expect(await isPortFree(drops, "127.0.0.1")).toBe(false);
  await worker.stop();
  expect(await worker.ended).toBe(0);
});

test("two workers run beside each other, and one with other keys refuses to start and says which", async () => {
  const [one, two] = [await start("worker"), await start("worker")];
  await one.says("Worker: started");
  await two.says("Worker: started");
  const other = await start("worker", { ROLLCALL_JOBS_KEY: "cd".repeat(32) });
  expect(await other.ended).toBe(1);
  expect(other.output()).toContain(
    "ROLLCALL_JOBS_KEY is not the one that this database's other processes have",
  );
});

test("without a database in common none of them starts", async () => {
  for (const part of ["web", "worker", "drop"] as const) {
    const alone = await start(part, { DATABASE_URL: "", DATABASE_APP_URL: "" });
    expect(await alone.ended).toBe(1);
    expect(alone.output()).toContain(`npm run ${part} needs DATABASE_URL`);
  }
});
