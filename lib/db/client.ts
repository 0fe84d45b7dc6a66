import { drizzle, type PostgresJsDatabase } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import * as schema from "@/drizzle/schema";
import { traceStatements } from "@/lib/db/trace-statements";
import { required, sendsTraces } from "@/lib/env";

export type Schema = typeof schema;
export type Db = PostgresJsDatabase<Schema> & { $client: postgres.Sql };

/** What a transaction gives: the same builder, bound to one connection. */
export type Tx = Parameters<Parameters<PostgresJsDatabase<Schema>["transaction"]>[0]>[0];

/** The role that owns nothing and is bound by every policy. A login that may not take it cannot connect at all. */
export const APP_ROLE = "rollcall_app";

/** Far longer than any of our transactions pauses between two statements. */
const IDLE_IN_TRANSACTION_MS = 60_000;

/** Opens a pool on `url` as the unprivileged role. */
export function openDb(url: string, options: { max?: number; name?: string; statementMs?: number } = {}): Db {
  const client = postgres(url, {
    max: options.max ?? 10,
    idle_timeout: 60,
    connect_timeout: 20,
    onnotice: () => {},
    connection: {
      application_name: options.name ?? "rollcall",
      role: APP_ROLE,
      // A process that was stopped or cut off in a transaction must not keep its locks from the next one for ever.
      idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_MS,
      statement_timeout: options.statementMs ?? 0,
    },
  });
  const opened = drizzle(client, { schema });
  if (sendsTraces()) traceStatements(opened);
  return opened;
}

// Next reloads modules in development; one pool a process has to survive that.
const shared = globalThis as typeof globalThis & { rollcallDb?: Db; rollcallStatementMs?: number };

/**
 * Ends each statement of this process's pool after so long, so that no page can keep the database busy. Before the first
 * use of `db()`. What runs do is exempt, see `tenantDb`: with an Inngest server they run in the web process too.
 */
export function limitStatements(ms: number): void {
  shared.rollcallStatementMs = ms;
}

/** The process's pool, opened at first use. */
export function db(): Db {
  shared.rollcallDb ??= openDb(required("DATABASE_URL"), { statementMs: shared.rollcallStatementMs });
  return shared.rollcallDb;
}

/** Closes the pool; later calls of `db()` open a new one. */
export async function closeDb(): Promise<void> {
  const open = shared.rollcallDb;
  shared.rollcallDb = undefined;
  await open?.$client.end({ timeout: 5 });
}
