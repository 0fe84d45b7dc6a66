import type postgres from "postgres";
import { oneConnection } from "@/lib/db/one-connection";

/** Columns that a backup holds, in the order of its rows, with their types: all but generated ones. */
type DumpedTable = { name: string; columns: { name: string; type: string }[] };

/** What has to be known before rows can be loaded. `history`: the hashes of the migrations that were applied. */
export type DumpHead = {
  history: string[];
  tables: DumpedTable[];
  sequences: { name: string; value: string }[];
};

/** A part of a table: each line is a JSON array with a row's values as text. */
export type DumpPart = { table: string; lines: string[] };

type Dump = {
  /** Is given the head before the first part, while the snapshot is held. */
  begin: (head: DumpHead) => Promise<void>;
  part: (part: DumpPart) => Promise<void>;
};

const ROWS_PER_FETCH = 2_000;
const PART_CHARS = 4_000_000;

/**
 * Reads the whole database at `url` (its owner's address) as it is at one moment, while others keep writing to it.
 * Values are text, as PostgreSQL itself writes and reads them, so that nothing is rounded or reinterpreted on the way.
 */
export async function dumpDatabase(url: string, { begin, part }: Dump): Promise<void> {
  const sql = oneConnection(url, { connection: { application_name: "rollcall backup" } });
  try {
    await letOwnerRead(sql);
    await sql.begin("isolation level repeatable read read only", async (tx) => {
      await tx.unsafe(
        "set local timezone = 'UTC'; set local extra_float_digits = 3; set local bytea_output = hex",
      );
      const head = await readHead(tx);
      await begin(head);
      for (const table of head.tables) await readTable(tx, table, part);
    });
  } finally {
    await sql.end({ timeout: 5 });
  }
}

/**
 * An owner who is no superuser is bound by the forced policies and would back up empty tables. One policy a table lets
 * the owner read; web and worker act as another role, to which it does not apply.
 */
async function letOwnerRead(sql: postgres.Sql): Promise<void> {
  const bound = await sql<{ name: string }[]>`
    select c.relname as name from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and row_security_active(c.oid)
      and not exists (select from pg_policy p where p.polrelid = c.oid and p.polname = 'owner_reads')`;
  if (bound.length === 0) return;
  await sql`set lock_timeout = '10s'`;
  for (const { name } of bound) {
    await sql`create policy owner_reads on ${sql(name)} for select to current_user using (true)`;
  }
}

async function readHead(tx: postgres.TransactionSql): Promise<DumpHead> {
  const history = await tx<{ hash: string }[]>`
    select hash from drizzle.__drizzle_migrations order by created_at, id`;
  const tables = await tx<DumpedTable[]>`
    select c.relname as name,
           json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod))
                    order by a.attnum) as columns
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
      and not a.attisdropped and a.attgenerated = ''
    group by c.relname order by c.relname`;
  const sequences = await tx<{ name: string; value: string }[]>`
    select sequencename as name, last_value::text as value from pg_sequences
    where schemaname = 'public' and last_value is not null order by 1`;
  return { history: history.map(({ hash }) => hash), tables: [...tables], sequences: [...sequences] };
}

async function readTable(
  tx: postgres.TransactionSql,
  { name, columns }: DumpedTable,
  part: Dump["part"],
): Promise<void> {
  const values = columns.map((column) => `${quoted(column.name)}::text`).join(", ");
  const query = `select to_json(array[${values}])::text as line from public.${quoted(name)}`;
  let lines: string[] = [];
  let chars = 0;
  // `simple: false`: only the extended protocol has cursors.
  const rows = tx.unsafe<{ line: string }[]>(query, [], { simple: false } as postgres.UnsafeQueryOptions);
  for await (const batch of rows.cursor(ROWS_PER_FETCH)) {
    for (const { line } of batch) {
      lines.push(line);
      chars += line.length;
    }
    if (chars < PART_CHARS) continue;
    await part({ table: name, lines });
    lines = [];
    chars = 0;
  }
  if (lines.length > 0) await part({ table: name, lines });
}

export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
