import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { testDb } from "./db";
import { everythingSpooled, readSpooled } from "./spool";

/** Where one of the marks is stored: every column of every table, the data folder and the spool, as `table.column`. */
export async function placesOf(marks: readonly string[], dataDir: string): Promise<string[]> {
  return [...(await inTables(marks)), ...(await inFolder(marks, dataDir)), ...(await inSpool(marks))].sort();
}

async function inTables(marks: readonly string[]): Promise<string[]> {
  const { sql } = testDb();
  const columns = await sql`
    select table_name as "table", column_name as "column" from information_schema.columns c
     where table_schema = 'public' and exists (select from pg_class k where k.relname = c.table_name and k.relkind = 'r')`;
  const like = marks.map((mark) => `%${mark}%`);
  const found = await Promise.all(
    columns.map(async ({ table, column }) => {
      const rows = await sql`
        select 1 from ${sql(table)} where ${sql(column)}::text ilike any(${like}) limit 1`;
      return rows.length > 0 ? [`${table}.${column}`] : [];
    }),
  );
  return found.flat();
}

async function inFolder(marks: readonly string[], dataDir: string): Promise<string[]> {
  const names = await readdir(dataDir, { recursive: true, withFileTypes: true }).catch(() => []);
  const files = names.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const found = await Promise.all(
    files.map(async (file) => (hasMark(await readFile(file, "latin1").catch(() => ""), marks) ? [file] : [])),
  );
  return found.flat();
}

async function inSpool(marks: readonly string[]): Promise<string[]> {
  const keys = await everythingSpooled();
  const found = await Promise.all(
    keys.map(async (key) => (hasMark(await readSpooled(key), marks) ? [`spool/${key}`] : [])),
  );
  return found.flat();
}

function hasMark(text: string, marks: readonly string[]): boolean {
  const lower = text.toLowerCase();
  return marks.some((mark) => lower.includes(mark.toLowerCase()));
}
