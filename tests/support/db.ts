import postgres from "postgres";
import { closeDb, type Db, db } from "@/lib/db/client";

export type TestDb = {
  /** The pool that `lib` uses too: as the application's role, bound by every policy. */
  db: Db;
  /** Plain SQL as the superuser, past every policy: for looking at rows and for arranging what no verb can. */
  sql: postgres.Sql;
  /** As web and worker get it in DATABASE_URL. */
  url: string;
  ownerUrl: string;
};

let opened: TestDb | undefined;

/** This test file's own database, a fresh clone of the migrated template. The same one at every call within a file. */
export function testDb(): TestDb {
  if (opened) return opened;
  const { DATABASE_URL: url, ROLLCALL_TEST_OWNER_URL: ownerUrl } = process.env;
  if (!url || !ownerUrl)
    throw new Error("Only the projects db and jobs have a database; see vitest.config.ts.");
  const sql = postgres(ownerUrl, { max: 4, onnotice: () => {} });
  opened = { db: db(), sql, url, ownerUrl };
  return opened;
}

/** Once a test file is over. Not by a hook of the first call: within a test none is heard. */
export async function closeTestDb(): Promise<void> {
  const own = opened?.sql;
  opened = undefined;
  await Promise.all([closeDb(), own?.end({ timeout: 2 })]);
}
