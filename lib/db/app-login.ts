import postgres from "postgres";
import { APP_ROLE } from "@/lib/db/client";

const LOGIN = "rollcall_login";

/**
 * Sees to it that there is a login that can do nothing but act as the application's role, and gives its address:
 * `ownerUrl` with the name and password replaced. After the migrations, which make the role. Takes a superuser.
 */
export async function ensureAppLogin(ownerUrl: string, password: string): Promise<string> {
  // `alter role` takes no parameters; our passwords are base64url, and nothing else gets into the statement.
  if (!/^[\w-]{16,}$/.test(password))
    throw new Error("The password of the application's login is malformed.");
  const sql = postgres(ownerUrl, { max: 1, onnotice: () => {} });
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
