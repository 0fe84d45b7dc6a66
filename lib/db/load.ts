import type postgres from "postgres";
import { type DumpHead, type DumpPart, quoted } from "@/lib/db/dump";
import { migrateTo } from "@/lib/db/migrate";
import { oneConnection } from "@/lib/db/one-connection";

type Occupied = { tables: number; others: number };

/** How many tables are in the database at `url`, and how many others are connected to it. */
export async function occupation(url: string): Promise<Occupied> {
  return withOwner(url, async (sql) => {
    const [row] = await sql<Occupied[]>`
      select (select count(*)::int from pg_class
              where relnamespace in (select oid from pg_namespace where nspname in ('public', 'drizzle'))
                and relkind = 'r') as tables,
             (select count(*)::int from pg_stat_activity
              where datname = current_database() and pid <> pg_backend_pid() and usesysid is not null) as others`;
    return row ?? { tables: 0, others: 0 };
  });
}

/** Deletes all that Rollcall keeps in the database at `url`. */
export async function emptyDatabase(url: string): Promise<void> {
  await withOwner(url, (sql) =>
    sql.begin(async (tx) => {
      await tx`drop schema if exists drizzle cascade`;
      await tx`drop schema if exists public cascade`;
      await tx`create schema public`;
    }),
  );
}

/**
 * Loads a backup into the empty database at `url` (its owner's address): the migrations the backup had, then all rows in
 * one transaction. Roles, policies and rights come from the migrations. `parts` throws when the backup is not whole,
 * and then nothing is kept. Gives how many rows it loaded.
 */
export async function loadDatabase(
  url: string,
  head: DumpHead,
  parts: (load: (part: DumpPart) => Promise<void>) => Promise<void>,
): Promise<number> {
  await migrateTo(url, head.history);
  try {
    const rows = await withOwner(url, (sql) => sql.begin((tx) => loadRows(tx, head, parts)));
    await withOwner(url, (sql) => sql`analyze`);
    return rows;
  } catch (error) {
    await emptyDatabase(url);
    throw error;
  }
}

async function loadRows(
  tx: postgres.TransactionSql,
  head: DumpHead,
  parts: (load: (part: DumpPart) => Promise<void>) => Promise<void>,
): Promise<number> {
  const tables = new Map(head.tables.map((table) => [table.name, table]));
  let loaded = 0;
  const putBack = await takeDown(tx, [...tables.keys()]);
  await parts(async ({ table, lines }) => {
    const columns = tables.get(table)?.columns;
    if (!columns) throw new Error(`The backup has rows of the table ${table}, which it does not describe.`);
    const names = columns.map(({ name }) => quoted(name)).join(", ");
    const values = columns.map(({ type }, at) => `(r ->> ${at})::${type}`).join(", ");
    await tx.unsafe(
      `insert into public.${quoted(table)} (${names}) overriding system value
       select ${values} from jsonb_array_elements($1::text::jsonb) r`,
      [`[${lines.join(",")}]`],
    );
    loaded += lines.length;
  });
  for (const { name, value } of head.sequences) {
    await tx`select setval(${`public.${quoted(name)}`}::text::regclass, ${value}::text::bigint)`;
  }
  await putBack();
  return loaded;
}

/**
 * Drops what would prevent loading rows in any order: foreign keys, triggers and forced policies. The result puts
 * them back, and so checks every foreign key over all rows.
 */
async function takeDown(
  tx: postgres.TransactionSql,
  tables: readonly string[],
): Promise<() => Promise<void>> {
  const keys = await tx<{ table: string; name: string; definition: string }[]>`
    select conrelid::regclass::text as table, quote_ident(conname) as name, pg_get_constraintdef(oid) as definition
    from pg_constraint where contype = 'f' and connamespace = 'public'::regnamespace`;
  const forced = await tx<{ table: string }[]>`
    select oid::regclass::text as table from pg_class
    where relnamespace = 'public'::regnamespace and relkind = 'r' and relforcerowsecurity`;
  const each = async (statements: readonly string[]) => {
    for (const statement of statements) await tx.unsafe(statement);
  };
  const names = tables.map((name) => `public.${quoted(name)}`);
  await each(keys.map(({ table, name }) => `alter table ${table} drop constraint ${name}`));
  await each(forced.map(({ table }) => `alter table ${table} no force row level security`));
  await each(names.map((name) => `alter table ${name} disable trigger user`));
  // Migrations may have put rows there, which the backup has too.
  await tx.unsafe(`truncate ${names.join(", ")}`);
  return async () => {
    await each(names.map((name) => `alter table ${name} enable trigger user`));
    await each(forced.map(({ table }) => `alter table ${table} force row level security`));
    await each(
      keys.map(({ table, name, definition }) => `alter table ${table} add constraint ${name} ${definition}`),
    );
  };
}

async function withOwner<T>(url: string, work: (sql: postgres.Sql) => Promise<T>): Promise<T> {
  const sql = oneConnection(url, { connection: { application_name: "rollcall restore" } });
  try {
    return await work(sql);
  } finally {
    await sql.end({ timeout: 5 });
  }
}
