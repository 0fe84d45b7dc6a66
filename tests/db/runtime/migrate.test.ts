import { randomUUID } from "node:crypto";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import postgres from "postgres";
import { afterEach, expect, inject, test } from "vitest";
import { migrateDatabase } from "@/lib/db/migrate";
import { checkAppConnection } from "@/lib/db/self-check";
import { openCredentials } from "@/lib/remote-sources/credentials";
import { seal } from "@/lib/secrets/seal";
import { onDatabase } from "../../support/global-postgres";

const server = inject("postgres");
const made: string[] = [];

async function emptyDatabase(name: string, rest = ""): Promise<string> {
  await asSuperuser((sql) => sql.unsafe(`create database ${name} ${rest}`));
  made.push(name);
  return onDatabase(server.ownerUrl, name);
}

async function asSuperuser<T>(work: (sql: postgres.Sql) => Promise<T>, url = server.ownerUrl): Promise<T> {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  try {
    return await work(sql);
  } finally {
    await sql.end();
  }
}

afterEach(async () => {
  for (const name of made.splice(0)) {
    await asSuperuser((sql) => sql.unsafe(`drop database ${name} with (force)`));
  }
});

async function copyOfMigrations(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "rollcall-migrations-"));
  await cp("drizzle/migrations", folder, { recursive: true });
  return folder;
}

test("several at once apply every migration exactly once", async () => {
  const url = await emptyDatabase("migrate_race");
  const applied = await Promise.all([1, 2, 3, 4].map(() => migrateDatabase(url)));
  expect(applied.filter((count) => count > 0)).toHaveLength(1);
  expect(await migrateDatabase(url)).toBe(0);
});

test("a database that a newer Rollcall migrated is refused", async () => {
  const url = await emptyDatabase("migrate_newer");
  await migrateDatabase(url);
  await asSuperuser(
    (sql) => sql`insert into drizzle.__drizzle_migrations (hash, created_at) values ('later', 9999999999999)`,
    url,
  );
  await expect(migrateDatabase(url)).rejects.toThrow("Start the newer version of Rollcall");
});

test("a migration that was edited after it ran is refused", async () => {
  const url = await emptyDatabase("migrate_edited");
  await migrateDatabase(url);
  const folder = await copyOfMigrations();
  const path = join(folder, "0000_doors.sql");
  await writeFile(path, `${await readFile(path, "utf8")}\n-- edited`);
  await expect(migrateDatabase(url, folder)).rejects.toThrow("different 0000_doors");
  await rm(folder, { recursive: true });
});

test("a migration dated before the one it follows is refused instead of skipped", async () => {
  const url = await emptyDatabase("migrate_order");
  const folder = await copyOfMigrations();
  const path = join(folder, "meta/_journal.json");
  const journal = JSON.parse(await readFile(path, "utf8")) as { entries: { when: number }[] };
  const last = journal.entries.at(-1);
  if (last) last.when = 1;
  await writeFile(path, JSON.stringify(journal));
  await expect(migrateDatabase(url, folder)).rejects.toThrow("would be skipped");
  await rm(folder, { recursive: true });
});

/** Migrates up to, and without, the migration whose name ends so. */
async function migrateBefore(url: string, name: string): Promise<void> {
  const folder = await copyOfMigrations();
  const path = join(folder, "meta/_journal.json");
  const journal = JSON.parse(await readFile(path, "utf8")) as { entries: { tag: string }[] };
  const before = journal.entries.findIndex(({ tag }) => tag.endsWith(name));
  await writeFile(path, JSON.stringify({ ...journal, entries: journal.entries.slice(0, before) }));
  await migrateDatabase(url, folder);
  await rm(folder, { recursive: true });
}

test("the server of a Remote Source becomes its settings, and a secret sealed for it still opens", async () => {
  const url = await emptyDatabase("migrate_settings");
  await migrateBefore(url, "_remote_source_settings");
  const [orgId, id] = [randomUUID(), randomUUID()];
  const boundTo = JSON.stringify(["sftp.example.com", 2222, "hr"]);
  const secret = { kind: "password", password: "from before" };
  const sealed = seal(JSON.stringify(secret), {
    table: "remote_sources",
    orgId,
    id,
    field: "credentials",
    boundTo,
  });
  await asSuperuser(async (sql) => {
    await sql`insert into organizations (id, name, slug) values (${orgId}, 'Acme', 'acme')`;
    await sql`
      insert into remote_sources (id, org_id, name, host, port, username, auth_kind, allow_outdated, credentials_sealed)
      values (${id}, ${orgId}, 'HR', 'sftp.example.com', 2222, 'hr', 'password', true, ${sealed})`;
  }, url);
  await migrateDatabase(url);
  await asSuperuser(async (sql) => {
    const [row] = await sql`select kind, settings, credentials_sealed from remote_sources where id = ${id}`;
    const settings = {
      place: { host: "sftp.example.com", port: 2222, username: "hr" },
      authKind: "password" as const,
      allowOutdated: true,
    };
    expect(row).toEqual({ kind: "sftp", settings, credentials_sealed: sealed });
    expect(openCredentials({ orgId, id, kind: "sftp", settings }, sealed)).toEqual(secret);
    const free = await sql`update remote_sources set settings = settings || '{"allowOutdated": false}'`;
    expect(free.count).toBe(1);
    await expect(sql`update remote_sources set kind = 'other'`).rejects.toThrow("A stored secret stays");
    await expect(sql`update remote_sources set settings = '{}', credentials_sealed = 'x'`).rejects.toThrow(
      "remote_sources_place",
    );
  }, url);
});

test("columns that were renamed keep what was stored in them", async () => {
  const url = await emptyDatabase("migrate_renamed");
  await migrateBefore(url, "_runs_syncs_users");
  const [org, workspace] = [randomUUID(), randomUUID()];
  const run = await asSuperuser(async (sql) => {
    // Only the columns are looked at here: what the rows refer to need not exist.
    await sql`set session_replication_role = replica`;
    await sql`insert into syncs (id, org_id, workspace_id, name, source_kind, mapping, last_good)
      values (${"5".repeat(24)}, ${org}, ${workspace}, 'HR', 'remote', '{}', '{"sha256": "new"}')`;
    await sql`insert into users (org_id, workspace_id, email, first_name, last_name, mobile, drifted)
      values (${org}, ${workspace}, 'ann@x.io', 'Ann', 'Lee', '', true)`;
    const [row] = await sql<{ id: string }[]>`
      insert into runs (org_id, workspace_id, sync_id, state, trigger, requested_by_label, "real", ended_as, good_before)
      values (${org}, ${workspace}, ${"5".repeat(24)}, 'undone', 'manual', 'Ann', '{planned,waiting}', 'succeeded', '{"sha256": "old"}')
      returning id`;
    return row?.id ?? "";
  }, url);
  await migrateDatabase(url);
  await asSuperuser(async (sql) => {
    expect(
      await sql`select applied_statuses, state_before_undo, previous_baseline from runs where id = ${run}`,
    ).toEqual([
      {
        applied_statuses: ["planned", "waiting"],
        state_before_undo: "succeeded",
        previous_baseline: { sha256: "old" },
      },
    ]);
    expect(await sql`select baseline from syncs`).toEqual([{ baseline: { sha256: "new" } }]);
    expect(await sql`select edited_since_sync from users`).toEqual([{ edited_since_sync: true }]);
  }, url);
});

test("a database that does not keep text as UTF-8 is refused", async () => {
  const url = await emptyDatabase("migrate_ascii", "encoding 'SQL_ASCII' locale 'C' template template0");
  await expect(migrateDatabase(url)).rejects.toThrow("SQL_ASCII");
});

test("an owner who is no superuser can migrate, and then act as the application only", async () => {
  await emptyDatabase("migrate_owner");
  await asSuperuser(async (sql) => {
    await sql.unsafe("create role ordinary_owner login createrole password 'secret'");
    await sql.unsafe("grant rollcall_app, rollcall_system to ordinary_owner with admin option");
    await sql.unsafe("alter database migrate_owner owner to ordinary_owner");
  });
  const url = new URL(onDatabase(server.ownerUrl, "migrate_owner"));
  url.username = "ordinary_owner";
  url.password = "secret";
  expect(await migrateDatabase(url.href)).toBeGreaterThan(0);
  expect(await checkAppConnection(url.href)).toBeNull();
});

test("a superuser as the application's login is warned about", async () => {
  expect(await checkAppConnection(onDatabase(server.ownerUrl, "rollcall_template"))).toContain("superuser");
});
