import type postgres from "postgres";
import { APP_ROLE } from "@/lib/db/client";
import { oneConnection } from "@/lib/db/one-connection";

const VERSION_MIN = 150_000;

/** Throws unless the server is new enough and the database keeps text as UTF-8. */
export async function requireUsableServer(sql: postgres.Sql): Promise<void> {
  const [row] = await sql<{ version: number; encoding: string }[]>`
    select current_setting('server_version_num')::int as version, current_setting('server_encoding') as encoding`;
  if (!row || row.version < VERSION_MIN) {
    const found = Math.floor((row?.version ?? 0) / 10_000);
    throw new Error(`Rollcall needs PostgreSQL 15 or later; this server is version ${found}.`);
  }
  if (row.encoding !== "UTF8") {
    throw new Error(
      `The database keeps its text as ${row.encoding}; Rollcall needs UTF8. Create it with: ` +
        "create database rollcall encoding 'UTF8' template template0",
    );
  }
}

/**
 * Throws unless a connection made as web and worker make theirs is bound by row-level security. Gives a warning when
 * the login behind it could shed that role; null when not even that.
 */
export async function checkAppConnection(url: string): Promise<string | null> {
  const sql = oneConnection(url, { connection: { role: APP_ROLE } });
  try {
    const [row] = await sql<{ name: string; free: boolean; login: string; loginFree: boolean }[]>`
      select c.rolname as name, c.rolsuper or c.rolbypassrls as free,
             s.rolname as login, s.rolsuper or s.rolbypassrls as "loginFree"
      from pg_roles c, pg_roles s where c.rolname = current_user and s.rolname = session_user`.catch(
      (cause: unknown) => {
        const { username, host, pathname } = new URL(url);
        const why = cause instanceof Error ? cause.message || cause.name : "no answer";
        throw new Error(
          `Web and worker can't use the database ${host}${pathname} as ${username || "its default login"}: ${why}`,
          { cause },
        );
      },
    );
    if (!row || row.free || row.name !== APP_ROLE) {
      throw new Error(`The application would act as ${row?.name}, which bypasses row-level security.`);
    }
    if (!row.loginFree) return null;
    return `Web and worker sign in to the database as ${row.login}, a superuser. Set DATABASE_APP_URL to an ordinary login.`;
  } finally {
    await sql.end({ timeout: 5 });
  }
}
