import { createHash } from "node:crypto";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { drizzle } from "drizzle-orm/postgres-js";
import { migrate } from "drizzle-orm/postgres-js/migrator";
import type postgres from "postgres";
import { oneConnection } from "@/lib/db/one-connection";
import { requireUsableServer } from "@/lib/db/self-check";
import { requireWalls, wallsOf } from "@/lib/db/walls";

type Migration = { tag: string; when: number; hash: string; statements: string };

const FOLDER = fileURLToPath(new URL("../../drizzle/migrations", import.meta.url));
/** Any number does, as long as every Rollcall uses the same one. */
const LOCK = 4_806_291_735n;

/**
 * Brings the database at `url` (its owner's address) to the state of this source tree, and gives how many migrations
 * it applied. One at a time, by a lock on the one connection used. Throws when the history in the database is not a
 * prefix of our own: drizzle compares the newest date only and would silently skip the rest (drizzle-orm#5316).
 */
export async function migrateDatabase(url: string, folder: string = FOLDER): Promise<number> {
  const sql = oneConnection(url, { connection: { application_name: "rollcall migrate" } });
  try {
    await requireUsableServer(sql);
    await sql`select pg_advisory_lock(${LOCK.toString()}::bigint)`;
    const journal = await readJournal(folder);
    const before = await readHistory(sql);
    requireBeginning(before, journal);
    const applied = journal.slice(0, before.length).map(({ statements }) => statements);
    if (applied.length > 0) await requireWalls(sql, wallsOf(applied));
    await migrate(drizzle(sql), { migrationsFolder: folder });
    const after = await readHistory(sql);
    requireBeginning(after, journal);
    if (after.length !== journal.length) throw new Error(incomplete(journal, after.length));
    return after.length - before.length;
  } finally {
    // Ending the connection gives the lock back.
    await sql.end({ timeout: 5 });
  }
}

/**
 * Brings an empty database to where one with the given history is, for loading a backup of it. Throws when that history
 * is not a prefix of our migrations.
 */
export async function migrateTo(url: string, history: readonly string[]): Promise<void> {
  const journal = await readJournal(FOLDER);
  requireBeginning(history, journal);
  const folder = await mkdtemp(join(tmpdir(), "rollcall-migrations-"));
  try {
    await mkdir(join(folder, "meta"));
    const entries = journal.slice(0, history.length);
    for (const { tag, statements } of entries) await writeFile(join(folder, `${tag}.sql`), statements);
    const all = JSON.parse(await readFile(join(FOLDER, "meta/_journal.json"), "utf8")) as {
      entries: unknown[];
    };
    const first = { ...all, entries: all.entries.slice(0, history.length) };
    await writeFile(join(folder, "meta/_journal.json"), JSON.stringify(first));
    await migrateDatabase(url, folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function readJournal(folder: string): Promise<Migration[]> {
  const text = await readFile(join(folder, "meta", "_journal.json"), "utf8");
  const { entries } = JSON.parse(text) as { entries: { tag: string; when: number }[] };
  const read = entries.map(async ({ tag, when }) => {
    const statements = await readFile(join(folder, `${tag}.sql`), "utf8");
    return { tag, when, hash: createHash("sha256").update(statements).digest("hex"), statements };
  });
  const journal = await Promise.all(read);
  journal.reduce((last, { tag, when }) => {
    if (when > last) return when;
    throw new Error(
      `Migration ${tag} is dated before the one it follows and would be skipped. Generate it again.`,
    );
  }, 0);
  return journal;
}

async function readHistory(sql: postgres.Sql): Promise<string[]> {
  const [table] = await sql`select to_regclass('drizzle.__drizzle_migrations') as found`;
  if (!table?.found) return [];
  const rows = await sql<
    { hash: string }[]
  >`select hash from drizzle.__drizzle_migrations order by created_at, id`;
  return rows.map((row) => row.hash);
}

function requireBeginning(history: readonly string[], journal: readonly Migration[]): void {
  const at = history.findIndex((hash, index) => hash !== journal[index]?.hash);
  if (at === -1) return;
  const known = journal[at];
  throw new Error(
    known
      ? `The database was migrated with a different ${known.tag}. Start the version of Rollcall that migrated it.`
      : `The database has ${history.length} migrations, this version of Rollcall has ${journal.length}. Start the newer version of Rollcall.`,
  );
}

function incomplete(journal: readonly Migration[], applied: number): string {
  return `Only ${applied} of ${journal.length} migrations were applied; ${journal[applied]?.tag} was skipped.`;
}
