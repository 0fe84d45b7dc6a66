import { readdirSync, readFileSync } from "node:fs";
import postgres from "postgres";
import { afterAll, expect, inject, test } from "vitest";
import { createDatabase } from "@/lib/db/create-database";
import { migrateDatabase } from "@/lib/db/migrate";
import { wallsOf } from "@/lib/db/walls";
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
      await sql`select distinct proname as name from pg_proc where pronamespace = 'public'::regnamespace`,
    ],
    onDatabase(server.ownerUrl, TEMPLATE),
  );
  const names = (rows: readonly { name?: string }[] | undefined) => rows?.map(({ name }) => name).sort();
  expect([...walls.policies].sort()).toEqual(names(policies));
  expect([...walls.functions].sort()).toEqual(names(functions));
});

test.each([
  ["drop policy tenant on users", "the policy tenant of the table users"],
  ["alter table users no force row level security", "row-level security of the table users"],
  ["revoke all on users from rollcall_app", "the right of rollcall_app to read the table users"],
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
    `The database is not complete. It lacks:\n  ${part}\nMost likely it was restored without its roles.`,
  );
});
