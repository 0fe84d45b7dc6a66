import { type ChildProcess, spawn } from "node:child_process";
import { createHash, randomUUID } from "node:crypto";
import { mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import postgres from "postgres";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { createRemoteSource } from "@/lib/remote-sources/create";
import { readArchive, textOf } from "@/lib/runtime/backup/archive";
import { openDataFolder } from "@/lib/runtime/data-folder";
import { prepareEmbedded, prepareExternal, startDatabase } from "@/lib/runtime/database";
import { uploadKey } from "@/lib/spool/keys";
import { command } from "../../support/backup-command";
import { testDb } from "../../support/db";
import { asLogin, bundled, installed, runSql } from "../../support/fresh-servers";
import { NO_GUARDS, runFile } from "../../support/pipeline";
import { PASSWORD, startTestServer, USERNAME } from "../../support/sftp-server";
import { putSpooled } from "../../support/spool";
import { mintField, mintSync, mintTenant, mintUser, mintWorkspace } from "../../support/tenant";
import { until } from "../../support/until";

// An installation with awkward values in it, backed up while it is written to, and put back elsewhere.

// Installations are started, each with a cluster of its own.
vi.setConfig({ testTimeout: 120_000 });

const { sql, ownerUrl } = testDb();
const HEADER = "ID,Email,First name,Last name,Mobile";
const AWKWARD = [
  "tab\there",
  'quo"te, comma',
  "back\\slash \\n",
  "line\nbreak",
  '{curly,"x"}',
  "null",
  "'",
  "Ünï 😀",
];
const server = await startTestServer({
  files: { "people.csv": Buffer.from(`${HEADER}\n1,ann@x.io,Ann,Lee,\n2,bo@x.io,Bo,Ray,\n`) },
});
let folder: string;
let backup: string;
let before: Record<string, string>;
const syncs: string[] = [];

/** A digest of each table's rows, all columns as text. */
async function digests(url: string): Promise<Record<string, string>> {
  const look = postgres(url, { max: 1, onnotice: () => {} });
  const tables = await look<{ name: string }[]>`
    select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' order by 1`;
  const found: Record<string, string> = {};
  for (const { name } of tables) {
    const rows = await look<{ row: string }[]>`select t::text as row from ${look(name)} t order by 1`;
    found[name] = `${rows.length} ${createHash("sha256")
      .update(rows.map(({ row }) => row).join("\n"))
      .digest("hex")}`;
  }
  await look.end();
  return found;
}

async function tempFolder(): Promise<string> {
  const made = await mkdtemp(join(tmpdir(), "rollcall-backup-"));
  folders.push(made);
  return made;
}
const folders: string[] = [];

beforeAll(async () => {
  folder = await tempFolder();
  const { ctx } = await mintTenant();
  const ws = await mintWorkspace(ctx);
  await mintField(ws, { label: "Notes", type: "text" });
  for (const [n, lastName] of AWKWARD.entries()) await mintUser(ws, { email: `u${n}@example.com`, lastName });
  const drawn = await mintSync(ws, { guardSettings: NO_GUARDS });
  await runFile(ws, drawn.id, `${HEADER}\n7,seven@x.io,Seven,Up,\n`);
  const source = await createRemoteSource(ctx, {
    ...{ kind: "sftp", name: "HR", host: "127.0.0.1", port: server.port, username: USERNAME },
    ...{ authKind: "password", password: PASSWORD, privateKey: "", passphrase: "" },
  });
  const sync = await mintSync(ws, {
    remoteSourceId: source.id,
    path: "people.csv",
    guardSettings: NO_GUARDS,
  });
  syncs.push(sync.id);
  await putSpooled(uploadKey(UPLOAD), "a file on its way");
  before = await digests(ownerUrl);
  backup = join(folder, "backup.tar.gz");
});

const UPLOAD = randomUUID();

afterAll(async () => {
  await server.stop();
  for (const made of folders) await rm(made, { recursive: true, force: true });
});

const OWN = {
  DATABASE_URL: ownerUrl,
  ROLLCALL_DATA_DIR: process.env.ROLLCALL_DATA_DIR ?? "",
  ROLLCALL_SECRETS_KEYS: process.env.ROLLCALL_SECRETS_KEYS ?? "",
};

test("a backup is one file that only its owner can read, and holds one moment of a database that is written to", async () => {
  let writing = true;
  let written = 0;
  // Each transaction adds one to both sides: a backup of two moments would find them unequal.
  await sql`create table two_sides (side text, n int)`;
  const writer = (async () => {
    for (; writing; written++) {
      await sql.begin(async (tx) => {
        await tx`insert into two_sides values ('left', ${written})`;
        await tx`insert into two_sides values ('right', ${written})`;
      });
    }
  })();
  const { code, output } = await command(["backup", join(folder, "live.tar.gz")], OWN);
  writing = false;
  await writer;
  expect(output).toContain(`Backed up to ${join(folder, "live.tar.gz")}`);
  expect({ code, mode: (await stat(join(folder, "live.tar.gz"))).mode & 0o777 }).toEqual({
    code: 0,
    mode: 0o600,
  });
  expect(written).toBeGreaterThan(20);
  expect((await readdir(folder)).sort()).toEqual(["live.tar.gz"]);
  const sides = await rowsOf(join(folder, "live.tar.gz"), "two_sides");
  const left = sides.filter((line) => line.startsWith('["left"'));
  expect(left.length).toBeGreaterThan(0);
  expect(sides.length).toBe(2 * left.length);
  await sql`drop table two_sides`;
});

async function rowsOf(archive: string, table: string): Promise<string[]> {
  const lines: string[] = [];
  await readArchive(archive, async (name, body) => {
    if (name.startsWith(`database/${table}/`))
      lines.push(...(await textOf(body)).split("\n").filter(Boolean));
  });
  return lines;
}

test("restored into a fresh cluster and data folder it is the same, starts, and syncs with the stored password", async () => {
  expect(await command(["backup", backup], OWN)).toMatchObject({ code: 0 });
  const dataDir = await tempFolder();
  const restored = await command(["restore", backup], { ROLLCALL_DATA_DIR: dataDir });
  expect(restored).toMatchObject({ code: 0, output: expect.stringContaining("Restored the backup of ") });
  expect(await readFile(join(dataDir, "spool", `upload-${UPLOAD}.csv`), "utf8")).toBe("a file on its way");
  expect((await stat(join(dataDir, "secrets.json"))).mode & 0o777).toBe(0o600);

  const opened = await openDataFolder(dataDir);
  const database = await startDatabase(opened, { say: () => {}, warn: () => {} });
  let worker: ChildProcess | undefined;
  try {
    const { appUrl, applied } = await prepareEmbedded(database);
    expect(applied).toBe(0);
    expect(await digests(database.ownerUrl)).toEqual(before);
    const secrets = JSON.parse(await readFile(join(dataDir, "secrets.json"), "utf8")) as Record<
      string,
      string
    >;
    await runSql(
      database.ownerUrl,
      `update syncs set next_run_at = now(), paused = false where id = '${syncs[0]}'`,
    );
    worker = spawn(process.execPath, ["--import", "tsx", "inngest/worker.ts"], {
      env: { ...process.env, ...secrets, DATABASE_URL: appUrl, ROLLCALL_DATA_DIR: dataDir },
      stdio: ["ignore", "ignore", "inherit"],
    });
    const look = postgres(database.ownerUrl, { max: 1, onnotice: () => {} });
    await runSql(database.ownerUrl, "update job_crons set next_at = now()");
    await until(async () => {
      await look`update job_crons set next_at = now() where id like 'rollcall-sync-schedule %'`;
      return (
        (await look`select 1 from runs where sync_id = ${syncs[0] ?? ""} and finished_at is not null`)
          .length > 0
      );
    });
    const runs = await look`select state, failure from runs where sync_id = ${syncs[0] ?? ""}`;
    expect([...runs]).toEqual([{ state: "succeeded", failure: null }]);
    const users = await look`select email from users where sync_id = ${syncs[0] ?? ""} order by email`;
    expect(users.map(({ email }) => email)).toEqual(["ann@x.io", "bo@x.io"]);
    await look.end();
  } finally {
    worker?.kill("SIGKILL");
    await database.stop();
  }
});

test("a database that is not empty is left alone unless told, and a damaged backup changes nothing", async () => {
  const dataDir = await tempFolder();
  expect(await command(["restore", backup], { ROLLCALL_DATA_DIR: dataDir })).toMatchObject({ code: 0 });
  const secrets = await readFile(join(dataDir, "secrets.json"), "utf8");
  const again = await command(["restore", backup], { ROLLCALL_DATA_DIR: dataDir });
  expect(again).toMatchObject({ code: 1, output: expect.stringContaining("The database is not empty.") });
  const short = join(folder, "short.tar.gz");
  await writeFile(short, await readFile(backup));
  await truncate(short, (await stat(short)).size - 40);
  const damaged = await command(["restore", short, "--overwrite"], { ROLLCALL_DATA_DIR: dataDir });
  expect(damaged).toMatchObject({ code: 1, output: expect.stringContaining(`${short} is damaged`) });
  expect(await readFile(join(dataDir, "secrets.json"), "utf8")).toBe(secrets);
  const told = await command(["restore", backup, "--overwrite"], { ROLLCALL_DATA_DIR: dataDir });
  expect(told).toMatchObject({ code: 0 });
});

test.each([bundled, ...installed()])(
  "two plain logins can restore and back up on $name",
  async ({ open }) => {
    const fresh = await open();
    try {
      await runSql(
        fresh.url,
        "CREATE ROLE rollcall_admin LOGIN CREATEROLE PASSWORD 'secret'",
        "CREATE ROLE rollcall_web LOGIN PASSWORD 'secret'",
      );
      await runSql(
        fresh.url,
        "CREATE DATABASE rollcall OWNER rollcall_admin ENCODING 'UTF8' TEMPLATE template0",
      );
      const env = {
        DATABASE_URL: asLogin(fresh.url, "rollcall_admin"),
        ROLLCALL_DATA_DIR: await tempFolder(),
      };
      expect(await command(["restore", backup], env)).toMatchObject({ code: 0 });
      const there = onSuperuser(fresh.url);
      expect(await digests(there)).toEqual(before);
      await prepareExternal(env.DATABASE_URL, asLogin(fresh.url, "rollcall_web"));
      const second = join(folder, `${randomUUID()}.tar.gz`);
      expect(await command(["backup", second], env)).toMatchObject({ code: 0 });
      for (const table of ["users", "accounts", "audit_log", "remote_sources"]) {
        expect((await rowsOf(second, table)).sort()).toEqual((await rowsOf(backup, table)).sort());
      }
    } finally {
      await fresh.close();
    }
  },
);

function onSuperuser(url: string): string {
  const changed = new URL(url);
  changed.pathname = "/rollcall";
  return changed.href;
}
