import "./async-storage";
import { randomBytes } from "node:crypto";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import postgres from "postgres";
import { afterAll, inject } from "vitest";
import { createDatabase } from "@/lib/db/server";
import { closeTestDb } from "./db";
import { onDatabase } from "./global-postgres";

/** Where the test files of this process have their database and their files, one after the other. */
type Place = { database: string; folder: string };
const shared = globalThis as typeof globalThis & { rollcallTestPlace?: Place };

// Before a test file's own imports: `lib/env.ts` reads the environment once, so that each file of a process finds
// another database at the same address.
const server = inject("postgres");
shared.rollcallTestPlace ??= {
  database: `test_${randomBytes(8).toString("hex")}`,
  folder: await mkdtemp(join(tmpdir(), "rollcall-data-")),
};
const { database: name, folder } = shared.rollcallTestPlace;
await mkdir(join(folder, "spool"), { mode: 0o700, recursive: true });
await createDatabase(server.ownerUrl, name, { template: "rollcall_template" });
process.env.DATABASE_URL = onDatabase(server.appUrl, name);
process.env.ROLLCALL_DATA_DIR = folder;
process.env.ROLLCALL_TEST_OWNER_URL = onDatabase(server.ownerUrl, name);

afterAll(async () => {
  await closeTestDb();
  const sql = postgres(server.ownerUrl, { max: 1, onnotice: () => {} });
  await sql`drop database if exists ${sql(name)} with (force)`;
  await sql.end();
  await rm(folder, { recursive: true, force: true });
});
