import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import postgres from "postgres";
import { parse } from "yaml";
import { freePort } from "@/lib/runtime/free-port";
import { openPostgres } from "@/lib/runtime/postgres/open";
import { terminal } from "@/lib/runtime/terminal";
import { buildImage } from "./build-image";
import { type Container, runOnce, startContainer } from "./container";
import { PROJECT } from "./dockerfile";
import { run } from "./root";

/**
 * Builds the image and runs the services of `compose.yaml` without a container engine: as root, on Linux with
 * `mmdebstrap`, the tools of util-linux, and a way to the archives of Debian and npm. Everything but the database
 * service is real. Ends with 0 if all of it held.
 */
const folder = process.env.ROLLCALL_IMAGE_DIR ?? "/var/tmp/rollcall-image";
const { say } = terminal;

type Service = { command: string[]; healthcheck: { test: string[] }; environment: Record<string, string> };
const compose = parse(readFileSync(join(PROJECT, "compose.yaml"), "utf8"), { merge: true }) as {
  services: Record<"web" | "worker" | "drop", Service>;
  configs: { roles: { content: string } };
};

function expect(isSo: boolean, what: string): void {
  if (!isSo) throw new Error(`It does not hold: ${what}`);
  say(`  holds: ${what}`);
}

async function until(what: string, isSo: () => Promise<boolean>, seconds: number): Promise<void> {
  const begun = Date.now();
  while (!(await isSo())) {
    if (Date.now() - begun > seconds * 1_000) throw new Error(`Not within ${seconds} s: ${what}`);
    await sleep(500);
  }
  say(`  after ${((Date.now() - begun) / 1_000).toFixed(1)} s: ${what}`);
}

const image = await buildImage(folder, say);
say(`Image: ${(await run("du", ["-sh", "--exclude=./proc", image.root])).split("\t")[0]}`);
const secrets = (
  await run("find", [
    image.root,
    "-xdev",
    "-path",
    "*/app/*",
    "-not",
    "-path",
    "*/node_modules/*",
    "-name",
    ".env*",
  ])
).trim();
expect(secrets === "", "no environment file is in the image");

const data = await mkdtemp(join(tmpdir(), "rollcall-image-data-"));
const database = await openPostgres({ folder: join(data, "postgres"), logFile: join(data, "postgres.log") });
// By the line of the README that makes `.env`.
const made = await runOnce(image, ["new-env"]);
const given = Object.fromEntries(
  made
    .split("\n")
    .filter((line) => line && !line.startsWith("#"))
    .map((line) => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)]),
);
expect(Object.keys(given).length > 5, "it makes the environment of an installation");
const [port, dropPort] = [await freePort(), await freePort()];
const fill = (text: string) => text.replaceAll(/\$\{(\w+)\}/g, (_, name: string) => given[name] ?? "");
// The image of PostgreSQL has no such database yet, the server from npm does.
const owner = postgres(database.ownerUrl.replace(/\/[^/]*$/, "/postgres"), { max: 1, onnotice: () => {} });
await owner.unsafe("DROP DATABASE IF EXISTS rollcall");
for (const statement of fill(compose.configs.roles.content).split(";\n"))
  if (statement.trim()) await owner.unsafe(statement);
await owner.end();

const running: Container[] = [];
let isWell = false;
try {
  const server = new URL(database.ownerUrl).host;
  for (const name of ["worker", "drop", "web"] as const) {
    const { command, environment } = compose.services[name];
    const urls = Object.entries(environment).map(([key, value]) => [
      key,
      fill(value).replace("postgres:5432", server),
    ]);
    const own = {
      PORT: String(port),
      DROP_SFTP_PORT: String(dropPort),
      ROLLCALL_URL: `http://localhost:${port}`,
    };
    const env = { ...given, ...Object.fromEntries(urls), ...own };
    running.push(await startContainer({ image, name, command, env, data: join(data, "volume"), folder }));
  }
  say("Health checks");
  for (const container of running) {
    const [, ...words] = compose.services[container.name as "web"].healthcheck.test;
    await until(`${container.name} is well`, () => container.execute(words), 600);
    expect(await container.execute(["node", "lib/runtime/health.mjs"]), "so it is by the check of the image");
    expect(
      !(await container.execute(["sh", "-c", "touch /app/x || touch /etc/x || touch /usr/x"])),
      "nothing can be written but",
    );
    expect(await container.execute(["sh", "-c", "touch /data/x /tmp/x"]), "/data and /tmp");
    expect(await container.execute(["sh", "-c", 'test "$(id -u)" = 1000']), "it runs as node");
    expect(!container.output().includes("EROFS"), "and tries nowhere else");
  }
  await until("everything is ready", async () => (await fetch(`http://127.0.0.1:${port}/api/ready`)).ok, 300);

  say("An upload");
  Object.assign(process.env, { ...given, LOG_LEVEL: "silent", ROLLCALL_DATA_DIR: join(data, "here") });
  process.env.DATABASE_URL = fill(compose.services.web.environment.DATABASE_APP_URL ?? "").replace(
    "postgres:5432",
    server,
  );
  process.env.ROLLCALL_TEST_OWNER_URL = database.ownerUrl.replace(/\/[^/]*$/, "/rollcall");
  const { syncOneFile } = await import("./sync-one-file");
  const state = await syncOneFile(`http://127.0.0.1:${port}`, randomBytes(4).toString("hex"));
  expect(state === "succeeded", "its plan was shown, approved and applied");

  say("A crash");
  const worker = running.find(({ name }) => name === "worker");
  // Written so that the shell does not find itself.
  const killed = await worker?.execute([
    "sh",
    "-c",
    "kill -9 $(grep -l 'worker[.]ts' /proc/[0-9]*/cmdline | cut -d/ -f3)",
  ]);
  expect(killed === true, "the process that works was there, and is killed");
  await sleep(500);
  expect(
    (await syncOneFile(`http://127.0.0.1:${port}`, randomBytes(4).toString("hex"))) === "succeeded",
    "the worker is there again",
  );
  isWell = true;
} finally {
  say("Stop");
  for (const container of running) {
    const { code, ms } = await container.stop();
    say(`  ${container.name}: exit code ${code} after ${(ms / 1_000).toFixed(1)} s`);
    isWell &&= code === 0 && ms < 20_000;
    if (!isWell) say(container.output().split("\n").slice(-30).join("\n"));
  }
  const left = (await readdir(join(data, "volume"))).filter((name) => name.endsWith(".sock"));
  isWell &&= left.length === 0;
  const { closeDb } = await import("@/lib/db/client");
  await closeDb();
  await database.stop();
  await rm(data, { recursive: true, force: true });
}
say(isWell ? "All of it held." : "Not all of it held.");
process.exit(isWell ? 0 : 1);
