import "./async-storage";
import { randomBytes } from "node:crypto";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import postgres from "postgres";
import { afterAll, inject } from "vitest";
import { closeDb } from "@/lib/db/client";
import { createDatabase } from "@/lib/db/server";
import { onDatabase } from "./global-postgres";

// Before a test file's own imports: `lib/env.ts` reads the environment once.
const server = inject("postgres");
const name = `test_${randomBytes(8).toString("hex")}`;
const folder = await mkdtemp(join(tmpdir(), "rollcall-data-"));
await mkdir(join(folder, "spool"), { mode: 0o700 });
await createDatabase(server.ownerUrl, name, { template: "rollcall_template" });
process.env.DATABASE_URL = onDatabase(server.appUrl, name);
process.env.ROLLCALL_DATA_DIR = folder;
process.env.ROLLCALL_TEST_OWNER_URL = onDatabase(server.ownerUrl, name);

afterAll(async () => {
  await closeDb();
  const sql = postgres(server.ownerUrl, { max: 1, onnotice: () => {} });
  await sql`drop database if exists ${sql(name)} with (force)`;
  await sql.end();
  await rm(folder, { recursive: true, force: true });
});
