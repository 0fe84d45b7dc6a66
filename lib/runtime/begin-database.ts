import { env } from "@/lib/env";
import type { Course } from "@/lib/runtime/begin";
import type { DataFolder } from "@/lib/runtime/data-folder";
import { type Database, prepareEmbedded, prepareExternal, startDatabase } from "@/lib/runtime/database";
import { duration, terminal } from "@/lib/runtime/terminal";

/** The database, migrated: the one of DATABASE_URL, or our own in the data folder. */
export async function beginDatabase(folder: DataFolder, { begun, fail, signal }: Course): Promise<Database> {
  const { DATABASE_URL: external, DATABASE_APP_URL: app } = env();
  const before = Date.now();
  if (external) {
    const database = await prepareExternal(external, app);
    return told(database, "the one of DATABASE_URL", before);
  }
  const server = await startDatabase(folder, terminal);
  begun.push(server);
  void server.lost.then((error) => signal.aborted || fail(error));
  return told(await prepareEmbedded(server), "PostgreSQL 18 in the data folder", before);
}

function told(database: Database, what: string, begunAt: number): Database {
  const migrations = database.applied ? `, ${database.applied} migrations applied` : "";
  terminal.say(`  Database: ${what}${migrations} (${duration(Date.now() - begunAt)})`);
  if (database.warning) terminal.warn(`  ${database.warning}`);
  return database;
}
