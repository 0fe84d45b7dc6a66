import postgres from "postgres";

/** Creates a database unless it is there. `url` leads to another database of the same server, as its superuser. */
export async function createDatabase(
  url: string,
  name: string,
  options: { template?: string } = {},
): Promise<void> {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  try {
    const found = await sql`select 1 from pg_database where datname = ${name}`;
    if (found.length > 0) return;
    const template = options.template ? sql` template ${sql(options.template)}` : sql``;
    await sql`create database ${sql(name)}${template}`;
  } finally {
    await sql.end({ timeout: 5 });
  }
}
