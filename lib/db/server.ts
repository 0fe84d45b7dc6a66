import { oneConnection } from "@/lib/db/one-connection";

/** What a server says of itself, or why it doesn't: PostgreSQL's or the system's error code, where there is one. */
type ServerAnswer = { ok: true; dataFolder: string } | { ok: false; code: string; error: unknown };

/** Connects once and asks where the server keeps its data (empty for a login that may not know). Never throws. */
export async function askServer(url: string): Promise<ServerAnswer> {
  const sql = oneConnection(url, { connect_timeout: 5 });
  try {
    const [row] = await sql<{ folder: string | null }[]>`
      select setting as folder from pg_settings where name = 'data_directory'`;
    return { ok: true, dataFolder: row?.folder ?? "" };
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    return { ok: false, code, error };
  } finally {
    await sql.end({ timeout: 1 }).catch(() => {});
  }
}

/** Creates a database unless it is there. `url` leads to another database of the same server, as its superuser. */
export async function createDatabase(
  url: string,
  name: string,
  options: { template?: string } = {},
): Promise<void> {
  const sql = oneConnection(url);
  try {
    const found = await sql`select 1 from pg_database where datname = ${name}`;
    if (found.length > 0) return;
    // Copying its files takes half the processor time of writing each page of them to the log.
    const template = options.template ? sql` template ${sql(options.template)} strategy file_copy` : sql``;
    await sql`create database ${sql(name)}${template}`;
  } finally {
    await sql.end({ timeout: 5 });
  }
}
