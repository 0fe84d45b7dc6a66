import { execFile } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import postgres from "postgres";
import { afterAll, expect, inject, test } from "vitest";
import { migrateDatabase } from "@/lib/db/migrate";
import { createDatabase } from "@/lib/db/server";
import { wallsOf } from "@/lib/db/walls";
import { prepareExternal } from "@/lib/runtime/database";
import { asLogin, installed, runSql } from "../../support/fresh-servers";
import { onDatabase, TEMPLATE } from "../../support/global-postgres";

const server = inject("postgres");
const NAME = "walls_missing";
const url = onDatabase(server.ownerUrl, NAME);

async function asSuperuser<T>(work: (sql: postgres.Sql) => Promise<T>, at = url): Promise<T> {
  const sql = postgres(at, { max: 1, onnotice: () => {} });
  try {
    return await work(sql);
  } finally {
    await sql.end();
  }
}

const drop = () =>
  asSuperuser((sql) => sql.unsafe(`drop database if exists ${NAME} with (force)`), server.ownerUrl);
afterAll(drop);

test("the policies and functions read from the migrations are those of a migrated database", async () => {
  const files = readdirSync("drizzle/migrations")
    .filter((name) => name.endsWith(".sql"))
    .sort();
  const walls = wallsOf(files.map((name) => readFileSync(`drizzle/migrations/${name}`, "utf8")));
  const [policies, functions] = await asSuperuser(
    async (sql) => [
      await sql`select tablename || '.' || policyname as name from pg_policies where schemaname = 'public'`,
      // The template of the tests watches states of runs with a function of its own.
      await sql`select distinct proname as name from pg_proc
                 where pronamespace = 'public'::regnamespace and proname <> 'test_run_transition'`,
    ],
    onDatabase(server.ownerUrl, TEMPLATE),
  );
  const names = (rows: readonly { name?: string }[] | undefined) => rows?.map(({ name }) => name).sort();
  expect([...walls.policies].sort()).toEqual(names(policies));
  expect([...walls.functions].sort()).toEqual(names(functions));
});

test("a database that is complete can be started on again", async () => {
  await drop();
  await createDatabase(server.ownerUrl, NAME, { template: TEMPLATE });
  expect(await migrateDatabase(url)).toBe(0);
});

test.each([
  ["drop policy tenant on users", "the policy tenant of the table users"],
  ["alter table users no force row level security", "row-level security of the table users"],
  ["revoke all on users from rollcall_app", "the right of rollcall_app to read the table users"],
  [
    "revoke all on function write_audit from rollcall_app",
    "the right of rollcall_app to call the function write_audit",
  ],
  ["drop function system_find_portal", "the function system_find_portal"],
  [
    "alter function system_find_portal owner to current_user",
    "rollcall_system as the owner of system_find_portal",
  ],
])("a start after %s says what is missing and what to do", async (statement, part) => {
  await drop();
  await createDatabase(server.ownerUrl, NAME, { template: TEMPLATE });
  expect(await migrateDatabase(url)).toBe(0);
  await asSuperuser((sql) => sql.unsafe(statement));
  await expect(migrateDatabase(url)).rejects.toThrow(
    `The database is incomplete. It lacks:\n  ${part}\nMost likely it was restored without its roles.`,
  );
});

/** One of PostgreSQL's programs, as the superuser of the server at `url`. */
function tool(version: string, name: string, url: string, ...args: string[]): Promise<unknown> {
  const { port, username, password } = new URL(url);
  const env = {
    PGHOST: "127.0.0.1",
    PGPORT: port,
    PGUSER: username,
    PGPASSWORD: decodeURIComponent(password),
  };
  const file = `/usr/lib/postgresql/${version}/bin/${name}`;
  return promisify(execFile)(file, args, { env: { ...process.env, PGDATABASE: "postgres", ...env } });
}

test.each(installed())(
  "with the commands of $name a database goes elsewhere, roles first; without them it is said what is missing",
  async ({ name, open }) => {
    const version = name.split(" ").at(-1) ?? "";
    const folder = await mkdtemp(join(tmpdir(), "rollcall-dump-"));
    const [from, to] = await Promise.all([open(), open()]);
    try {
      await runSql(
        from.url,
        "CREATE ROLE rollcall_admin LOGIN CREATEROLE PASSWORD 'secret'",
        "CREATE ROLE rollcall_web LOGIN PASSWORD 'secret'",
      );
      await runSql(
        from.url,
        "CREATE DATABASE rollcall OWNER rollcall_admin ENCODING 'UTF8' TEMPLATE template0",
      );
      const logins = (url: string) => [asLogin(url, "rollcall_admin"), asLogin(url, "rollcall_web")] as const;
      await prepareExternal(...logins(from.url));
      const [roles, dump] = [join(folder, "roles.sql"), join(folder, "rollcall.dump")];
      await tool(version, "pg_dumpall", from.url, "--roles-only", `--file=${roles}`);
      await tool(version, "pg_dump", from.url, "--format=custom", `--file=${dump}`, "rollcall");

      const create = ["--owner=rollcall_admin", "--template=template0", "--encoding=UTF8", "rollcall"];
      // Somebody who forgot the roles.
      await runSql(to.url, "CREATE ROLE rollcall_admin LOGIN CREATEROLE PASSWORD 'secret'");
      await tool(version, "createdb", to.url, ...create);
      await tool(version, "pg_restore", to.url, "--dbname=rollcall", dump).catch(() => {});
      await expect(prepareExternal(...logins(to.url))).rejects.toThrow(
        "The database is incomplete. It lacks:\n  the role rollcall_app\n  the role rollcall_system\n",
      );
      await tool(version, "dropdb", to.url, "rollcall");

      await tool(version, "psql", to.url, "--file", roles);
      await tool(version, "createdb", to.url, ...create);
      await tool(version, "pg_restore", to.url, "--exit-on-error", "--dbname=rollcall", dump);
      expect(await prepareExternal(...logins(to.url))).toMatchObject({ applied: 0, warning: null });
    } finally {
      await from.close();
      await to.close();
      await rm(folder, { recursive: true, force: true });
    }
  },
);
