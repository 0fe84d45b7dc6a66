import { getTableName, is } from "drizzle-orm";
import { PgTable } from "drizzle-orm/pg-core";
import * as schema from "@/drizzle/schema";
import { traced, traces } from "@/lib/traces/trace";

/** What is used of Drizzle's class of sessions: a transaction has one of its own. */
type Sessions = {
  prepareQuery: (this: object, query: { sql: string }, ...more: unknown[]) => Prepared;
  transaction: (this: object, ...given: unknown[]) => Promise<unknown>;
};
type Prepared = { execute: (...values: unknown[]) => Promise<unknown> };

const watched = new WeakSet<object>();

/**
 * Lets transactions and statements be traced, of this database and of all that are opened the same way. What is told of
 * a statement is its operation and the tables it names.
 */
export function traceStatements(db: { _: { session: object } }): void {
  const sessions: Sessions = Object.getPrototypeOf(db._.session);
  if (watched.has(sessions)) return;
  watched.add(sessions);
  const { prepareQuery, transaction } = sessions;
  sessions.prepareQuery = function (query, ...more) {
    const prepared = prepareQuery.call(this, query, ...more);
    const { execute } = prepared;
    prepared.execute = (...values) => {
      const run = () => execute.apply(prepared, values);
      const on = traces();
      if (!on) return run();
      const { name, facts } = describe(query.sql);
      return on.statement(name, facts, run);
    };
    return prepared;
  };
  sessions.transaction = function (...given) {
    return traced("transaction", () => transaction.apply(this, given));
  };
}

type Described = { name: string; facts: { "db.operation.name": string; "db.collection.name"?: string } };

const TABLES: ReadonlySet<string> = new Set(
  Object.values(schema).flatMap((one) => (is(one, PgTable) ? [getTableName(one)] : [])),
);
/** Texts of statements are few, but for lists of values of any length. */
const TEXTS_MAX = 2_000;
const described = new Map<string, Described>();

/** A statement by its operation and the tables of the schema that it names: nothing of its text. */
export function describe(text: string): Described {
  const found = described.get(text);
  if (found) return found;
  const operation = operationOf(text);
  const named = [...text.matchAll(/\b(?:from|join|into|update)\s+(?:only\s+)?"?([a-z_]+)"?/gi)];
  const tables = [...new Set(named.flatMap(([, table = ""]) => (TABLES.has(table) ? [table] : [])))].slice(
    0,
    12,
  );
  const facts = { "db.operation.name": operation };
  const made: Described =
    tables.length === 0
      ? { name: operation, facts }
      : {
          name: `${operation} ${tables.join(", ")}`,
          facts: { ...facts, "db.collection.name": tables.join(", ") },
        };
  if (described.size >= TEXTS_MAX) described.clear();
  described.set(text, made);
  return made;
}

const OPERATIONS = ["SELECT", "INSERT", "UPDATE", "DELETE", "SET", "ANALYZE", "LOCK"];

/** What a statement does; one that begins with `with` writes if any part of it does. */
function operationOf(text: string): string {
  const [first = ""] = /[a-z]+/i.exec(text) ?? [];
  const word = first.toUpperCase();
  if (word !== "WITH") return OPERATIONS.includes(word) ? word : "OTHER";
  for (const [, written = ""] of text.matchAll(/\b(insert\s+into|update|delete\s+from)\s+"?[a-z_]+/gi))
    return (written.split(/\s/)[0] ?? "").toUpperCase();
  return "SELECT";
}
