import { APP_ROLE } from "@/lib/db/client";
import { oneConnection } from "@/lib/db/one-connection";

const LOGIN = "rollcall_login";

/**
 * Sees to it that there is a login that can do nothing but act as the application's role, and gives its address:
 * `ownerUrl` with the name and password replaced. After the migrations, which make the role. Takes a superuser.
 */
export async function ensureAppLogin(ownerUrl: string, password: string): Promise<string> {
  // `alter role` takes no parameters; our passwords are base64url, and nothing else gets into the statement.
  if (!/^[\w-]{16,}$/.test(password))
    throw new Error("The password of the application's login is malformed.");
  const sql = oneConnection(ownerUrl);
  try {
    const found = await sql`select 1 from pg_roles where rolname = ${LOGIN}`;
    if (found.length === 0) await sql.unsafe(`create role ${LOGIN} login`);
    await sql.unsafe(`alter role ${LOGIN} login noinherit nosuperuser nobypassrls nocreatedb nocreaterole
      password '${password}'`);
    await sql.unsafe(`grant ${APP_ROLE} to ${LOGIN}`);
  } finally {
    await sql.end({ timeout: 5 });
  }
  const url = new URL(ownerUrl);
  url.username = LOGIN;
  url.password = password;
  return url.href;
}

/**
 * Lets the login of `appUrl` act as the application's role, which needs a grant. Throws a sentence for people
 * with the statement to run when there is no such login, or the owner may not grant the role.
 */
export async function allowAppLogin(ownerUrl: string, appUrl: string): Promise<void> {
  const login = decodeURIComponent(new URL(appUrl).username);
  if (login === "" || login === decodeURIComponent(new URL(ownerUrl).username)) return;
  const sql = oneConnection(ownerUrl);
  try {
    const [found] = await sql<{ allowed: boolean }[]>`
      select pg_has_role(oid, ${APP_ROLE}, 'member') as allowed from pg_roles where rolname = ${login}`;
    if (found?.allowed) return;
    if (!found) throw new Error(`The database has no login ${login}. ${asSuperuser(createLogin(login))}`);
    await sql`grant ${sql(APP_ROLE)} to ${sql(login)}`.catch((cause: unknown) => {
      throw new Error(
        `The login ${login} of DATABASE_APP_URL is not allowed to act as ${APP_ROLE}, and the login of DATABASE_URL ` +
          `can't grant it. ${asSuperuser(`GRANT ${APP_ROLE} TO ${quoted(login)};`)}`,
        { cause },
      );
    });
  } finally {
    await sql.end({ timeout: 5 });
  }
}

function createLogin(login: string): string {
  return `CREATE ROLE ${quoted(login)} LOGIN PASSWORD '…';`;
}

function asSuperuser(statement: string): string {
  return `Run this as the database's superuser, and start again:\n  ${statement}`;
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
