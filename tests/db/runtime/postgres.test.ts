import { chmod, mkdir, mkdtemp, readdir, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import postgres from "postgres";
import { afterEach, expect, test } from "vitest";
import { type EmbeddedPostgres, openPostgres } from "@/lib/runtime/postgres/open";
import { openState } from "@/lib/runtime/postgres/state";

const cleanups: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const clean of cleanups.splice(0).reverse()) await clean();
});

async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "rollcall-pg-"));
  cleanups.push(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

async function open(folder: string, durable = false): Promise<EmbeddedPostgres> {
  const server = await openPostgres({
    folder: join(folder, "postgres"),
    logFile: join(folder, "postgres.log"),
    durable,
  });
  cleanups.push(server.stop);
  return server;
}

async function ask(url: string, question: string): Promise<unknown> {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  const [row] = await sql.unsafe(question);
  await sql.end();
  return row;
}

test("the database keeps UTF-8 and sorts alike everywhere, whatever the system's locale", async () => {
  const before = { LANG: process.env.LANG, LC_ALL: process.env.LC_ALL };
  Object.assign(process.env, { LANG: "C", LC_ALL: "C" });
  const server = await open(await newFolder());
  Object.assign(process.env, { LANG: before.LANG ?? "", LC_ALL: before.LC_ALL ?? "" });
  const row = await ask(
    server.ownerUrl,
    `select pg_encoding_to_char(encoding) as encoding, datlocprovider as provider, datlocale as locale,
            lower('ÄÖÅ') as lower from pg_database where datname = current_database()`,
  );
  expect(row).toEqual({ encoding: "UTF8", provider: "b", locale: "C.UTF-8", lower: "äöå" });
});

test("it can be reached from this machine only, and with its password only", async () => {
  const server = await open(await newFolder());
  expect(await ask(server.ownerUrl, "select inet_server_addr()::text as address")).toEqual({
    address: "127.0.0.1/32",
  });
  expect(
    await ask(
      server.ownerUrl,
      "select setting as sockets from pg_settings where name = 'unix_socket_directories'",
    ),
  ).toEqual({ sockets: "" });
  const stranger = new URL(server.ownerUrl);
  stranger.password = "guess";
  await expect(ask(stranger.href, "select 1")).rejects.toMatchObject({ code: "28P01" });
});

test("what is secret about it can be read by its owner only", async () => {
  const folder = await newFolder();
  await open(folder);
  expect((await stat(join(folder, "postgres/state.json"))).mode & 0o777).toBe(0o600);
  expect((await stat(join(folder, "postgres/cluster"))).mode & 0o777).toBe(0o700);
});

test("a server left running is taken over, never started twice", async () => {
  const folder = await newFolder();
  const first = await open(folder);
  const second = await open(folder);
  expect(second.pid).toBe(first.pid);
  expect(second.ownerUrl).toBe(first.ownerUrl);
});

test("its data and its address are the same after a stop", async () => {
  const folder = await newFolder();
  const first = await open(folder);
  await ask(first.ownerUrl, "create table kept as select 42 as answer");
  await first.stop();
  const second = await open(folder);
  expect(second.ownerUrl).toBe(first.ownerUrl);
  expect(await ask(second.ownerUrl, "select answer from kept")).toEqual({ answer: 42 });
});

test("a server killed in the middle of its work recovers", async () => {
  const folder = await newFolder();
  const first = await open(folder, true);
  await ask(first.ownerUrl, "create table kept as select 42 as answer");
  process.kill(first.pid, "SIGKILL");
  await first.ended;
  const second = await openAgain(folder);
  expect(await ask(second.ownerUrl, "select answer from kept")).toEqual({ answer: 42 });
});

/** The killed server's other processes take a moment to leave. */
async function openAgain(folder: string): Promise<EmbeddedPostgres> {
  for (let tries = 0; tries < 20; tries += 1) {
    const server = await open(folder).catch(() => null);
    if (server) return server;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  return open(folder);
}

test("a first start that was killed halfway leaves nothing in the way of the next", async () => {
  const folder = await newFolder();
  const leftover = join(folder, "postgres/fresh-1-1");
  await mkdir(leftover, { recursive: true });
  await writeFile(join(leftover, "PG_VERSION"), "18\n");
  await open(folder);
  expect(await readdir(join(folder, "postgres"))).not.toContain("fresh-1-1");
});

test("it runs below a folder that only its owner may enter, and is found there again", async () => {
  const outer = await newFolder();
  const inner = join(outer, "private");
  await mkdir(inner);
  // The folder above the data folder: as root's home is. Ours to pass through, nobody else's.
  await chmod(outer, 0o700);
  const first = await open(inner);
  const { home } = await openState(join(inner, "postgres"));
  cleanups.unshift(() => rm(home ?? "", { recursive: true, force: true }));
  await ask(first.ownerUrl, "create table kept as select 42 as answer");
  await first.stop();
  const second = await open(inner);
  expect(await ask(second.ownerUrl, "select answer from kept")).toEqual({ answer: 42 });
});
