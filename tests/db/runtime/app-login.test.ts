import { sql as query } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openDb } from "@/lib/db/client";
import { tenantDb } from "@/lib/db/tenant";
import { prepareExternal } from "@/lib/runtime/database";
import { asLogin, bundled, type Fresh, installed, runSql } from "../../support/fresh-servers";

describe.each([bundled, ...installed()])("on a fresh server, $name", ({ open }) => {
  let server: Awaited<ReturnType<Fresh["open"]>>;
  beforeAll(async () => {
    server = await open();
    // To the letter what lib/runtime/README.md says.
    await runSql(
      server.url,
      "CREATE ROLE rollcall_admin LOGIN CREATEROLE PASSWORD 'secret'",
      "CREATE ROLE rollcall_web LOGIN PASSWORD 'secret'",
    );
    await runSql(
      server.url,
      "CREATE DATABASE rollcall OWNER rollcall_admin ENCODING 'UTF8' TEMPLATE template0",
    );
  });
  afterAll(() => server?.close());

  test("two plain logins are all that Rollcall needs", async () => {
    const [owner, app] = [asLogin(server.url, "rollcall_admin"), asLogin(server.url, "rollcall_web")];
    const { warning, applied, appUrl } = await prepareExternal(owner, app);
    expect({ warning, appUrl }).toEqual({ warning: null, appUrl: app });
    expect(applied).toBeGreaterThan(20);
    const db = openDb(app, { max: 1 });
    const rows = await tenantDb(db, {}).run((tx) =>
      tx.execute(query`select current_user as me, count(*)::int as n from users`),
    );
    await db.$client.end();
    expect([...rows]).toEqual([{ me: "rollcall_app", n: 0 }]);
    expect((await prepareExternal(owner, app)).applied).toBe(0);
  });

  test("a login that is not there is named, with the statement that makes it", async () => {
    const prepared = prepareExternal(asLogin(server.url, "rollcall_admin"), asLogin(server.url, "nobody's"));
    await expect(prepared).rejects.toThrow(
      `The database has no login nobody's. Run this as the database's superuser, and start again:\n  CREATE ROLE "nobody's" LOGIN PASSWORD '…';`,
    );
  });

  test("an owner who may not grant the role says which statement the superuser has to run", async () => {
    await runSql(
      server.url,
      "CREATE ROLE poor_owner LOGIN PASSWORD 'secret'",
      "CREATE ROLE other_web LOGIN PASSWORD 'secret'",
      "GRANT rollcall_app, rollcall_system TO poor_owner",
    );
    await runSql(server.url, "CREATE DATABASE poor OWNER poor_owner ENCODING 'UTF8' TEMPLATE template0");
    const prepared = prepareExternal(
      asLogin(server.url, "poor_owner", "poor"),
      asLogin(server.url, "other_web", "poor"),
    );
    await expect(prepared).rejects.toThrow('  GRANT rollcall_app TO "other_web";');
  });

  test("a wrong password of the second login is told as that", async () => {
    const app = asLogin(server.url, "rollcall_web").replace("secret", "wrong");
    await expect(prepareExternal(asLogin(server.url, "rollcall_admin"), app)).rejects.toThrow(
      /Web and worker can't use the database .*\/rollcall as rollcall_web: password authentication failed/,
    );
  });
});
