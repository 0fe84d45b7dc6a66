import { randomUUID } from "node:crypto";
import { beforeAll, expect, test } from "vitest";
import { testDb } from "../support/db";
import { mintWorld, type World } from "../support/tenancy/world";

const { db, sql } = testDb();

let ours: World;
let theirs: World;
let tables: string[];
/** Those whose rows the application may change; the others are append-only. */
let changeable: string[];
let deletable: string[];
let ofWorkspaces: string[];

beforeAll(async () => {
  ours = await mintWorld();
  theirs = await mintWorld();
  const rows = await sql`
    select c.relname as name, has_table_privilege('rollcall_app', c.oid, 'update') as changeable,
      has_table_privilege('rollcall_app', c.oid, 'delete') as deletable, exists (
      select 1 from pg_attribute a where a.attrelid = c.oid and a.attname = 'workspace_id' and a.attnum > 0) as workspace
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'public' and c.relkind in ('r', 'p') and exists (
      select 1 from pg_attribute a where a.attrelid = c.oid and a.attname = 'org_id' and a.attnum > 0)
    order by 1`;
  tables = rows.map((row) => row.name);
  deletable = rows.filter((row) => row.deletable).map((row) => row.name);
  ofWorkspaces = rows.filter((row) => row.workspace).map((row) => row.name);
  changeable = rows.filter((row) => row.changeable).map((row) => row.name);
});

test("there is something of another organization in the tables that this is about", async () => {
  expect(tables.length).toBeGreaterThan(12);
  for (const name of [
    "workspaces",
    "users",
    "runs",
    "changes",
    "issues",
    "syncs",
    "remote_sources",
    "audit_log",
  ]) {
    const [row] = await sql.unsafe(`select count(*)::int as n from ${name} where org_id = '${theirs.orgId}'`);
    expect(row?.n, name).toBeGreaterThan(0);
  }
});

test("without a tenant no table has rows, not even by its key", async () => {
  for (const name of tables) {
    const rows = await db.$client.unsafe(`select 1 from "${name}" limit 1`);
    expect(rows, name).toHaveLength(0);
  }
});

test("within a tenant every table has that tenant's rows only, to read as well as to write", async () => {
  await asTenant(ours.orgId, async (run) => {
    for (const name of tables) {
      const foreign = `org_id is distinct from '${ours.orgId}'`;
      expect(await run(`select 1 from "${name}" where ${foreign}`), name).toBe(0);
      if (!changeable.includes(name)) continue;
      expect(await run(`update "${name}" set org_id = org_id where ${foreign}`), name).toBe(0);
      if (!deletable.includes(name)) continue;
      expect(await run(`delete from "${name}" where ${foreign}`), name).toBe(0);
    }
  });
});

test("every table of workspaces has the wall between them", async () => {
  const bare = await sql`
    select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'workspace_id'
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not exists (
      select from pg_policy p where p.polrelid = c.oid and not p.polpermissive and p.polcmd = '*'
        and 'rollcall_app'::regrole = any (p.polroles)
        and pg_get_expr(p.polqual, c.oid) ~ 'app_workspace_ids' and pg_get_expr(p.polwithcheck, c.oid) ~ 'app_workspace_ids')`;
  expect(bare.map((row) => row.name)).toEqual([]);
});

test("whoever can reach some workspaces sees and changes rows of those only, none with none", async () => {
  const beside = await mintWorld(ours);
  for (const [reach, allowed] of [
    [`{${beside.workspaceId}}`, `'${beside.workspaceId}'`],
    ["{}", "null"],
  ] as const) {
    await asTenant(ours.orgId, async (run) => {
      await run(`select set_config('app.workspace_ids', '${reach}', true)`);
      for (const [name, column] of [
        ...ofWorkspaces.map((name) => [name, "workspace_id"]),
        ["workspaces", "id"],
      ]) {
        const foreign = `(${column} in (${allowed})) is not true`;
        expect(await run(`select 1 from "${name}" where ${foreign}`), name).toBe(0);
        if (!changeable.includes(name ?? "")) continue;
        expect(await run(`update "${name}" set org_id = org_id where ${foreign}`), name).toBe(0);
        if (!deletable.includes(name ?? "")) continue;
        expect(await run(`delete from "${name}" where ${foreign}`), name).toBe(0);
      }
      expect(await run(`select 1 from listed_users where (workspace_id in (${allowed})) is not true`)).toBe(
        0,
      );
      expect(await run("select 1 from listed_users")).toBe(reach === "{}" ? 0 : 1);
    });
  }
});

test("a row can't be handed to a workspace that is out of reach", async () => {
  const beside = await mintWorld(ours);
  const moved = asTenant(ours.orgId, async (run) => {
    await run(`select set_config('app.workspace_ids', '{${beside.workspaceId}}', true)`);
    return run(`update teams set workspace_id = '${ours.workspaceId}'`);
  });
  await expect(moved).rejects.toMatchObject({ code: "42501" });
});

test("a row can't be handed to another tenant", async () => {
  for (const name of changeable) {
    const [own] = await sql.unsafe(`select count(*)::int as n from "${name}" where org_id = '${ours.orgId}'`);
    const moved = asTenant(ours.orgId, (run) => run(`update "${name}" set org_id = '${theirs.orgId}'`));
    // Empty tables have nothing to move; all others refuse.
    if (own?.n === 0) await expect(moved, name).resolves.toBe(0);
    else await expect(moved, name).rejects.toMatchObject({ code: expect.stringMatching(/^(42501|23503)$/) });
  }
});

test("every foreign key between tenant tables goes through the organization", async () => {
  const bare = await sql`
    select c.conname as name from pg_constraint c
    where c.contype = 'f' and c.connamespace = 'public'::regnamespace
      and exists (select 1 from pg_attribute a where a.attrelid = c.conrelid and a.attname = 'org_id')
      and exists (select 1 from pg_attribute a where a.attrelid = c.confrelid and a.attname = 'org_id')
      and not exists (
        select 1 from unnest(c.conkey, c.confkey) as k(own, other)
        join pg_attribute a on a.attrelid = c.conrelid and a.attnum = k.own and a.attname = 'org_id'
        join pg_attribute b on b.attrelid = c.confrelid and b.attnum = k.other and b.attname = 'org_id')`;
  expect(bare.map((row) => row.name)).toEqual([]);
});

test("a reference across tenants can't be stored, even by the superuser", async () => {
  const attached = sql`
    insert into syncs (id, org_id, workspace_id, name, source_kind, remote_source_id, mapping)
    values (${"ab".repeat(12)}, ${ours.orgId}, ${ours.workspaceId}, 'x', 'remote', ${theirs.remoteSourceId}, '{}')`;
  await expect(attached).rejects.toMatchObject({ code: "23503", constraint_name: "syncs_remote_source" });
  const user = sql`
    insert into users (org_id, workspace_id, email) values (${ours.orgId}, ${theirs.workspaceId}, 'x@example.com')`;
  await expect(user).rejects.toMatchObject({ code: "23503", constraint_name: "users_workspace" });
});

test("an account sees its own memberships before it chooses an organization, and no other tenant's rows", async () => {
  const seen = await ours.account.db.run(async (tx) => {
    const rows = async (name: string) => (await tx.execute(`select * from ${name}`)).length;
    return {
      members: await rows("members"),
      organizations: await rows("organizations"),
      users: await rows("users"),
    };
  });
  expect(seen).toEqual({ members: 1, organizations: 1, users: 0 });
});

test("the doors between tenants give ids only, and only to the application", async () => {
  const doors = await sql`
    select p.proname as name, pg_get_function_result(p.oid) as gives, r.rolname as owner,
      p.proacl::text like '%=X/%' and p.proacl::text ~ '[{,]=X/' as public
    from pg_proc p join pg_roles r on r.oid = p.proowner
    where p.pronamespace = 'public'::regnamespace and p.prosecdef order by 1`;
  expect(doors.length).toBeGreaterThan(0);
  for (const { name, gives, owner, public: open } of doors) {
    expect(open, name).toBe(false);
    // What gives nothing back may need to own the tables, as statistics do.
    if (gives !== "void") expect(owner, name).toBe("rollcall_system");
    // They are asked with the very address or secret that the row is about, before anybody is signed in.
    if (name === "system_find_login" || name === "system_find_mail_link") continue;
    expect(gives, name).not.toMatch(/email|name|label|secret|hash|sealed|json/);
  }
});

/** Runs statements as the application within a tenant, and takes all of it back. Each gives how many rows it touched. */
async function asTenant<T>(
  orgId: string,
  work: (run: (statement: string) => Promise<number>) => Promise<T>,
): Promise<T> {
  const done = Symbol(randomUUID());
  let result: { value: T } | undefined;
  await db.$client
    .begin(async (tx) => {
      await tx`select set_config('app.org_id', ${orgId}, true)`;
      result = { value: await work(async (statement) => (await tx.unsafe(statement)).count) };
      throw done;
    })
    .catch((error: unknown) => {
      if (error !== done) throw error;
    });
  if (!result) throw new Error("The work did not run.");
  return result.value;
}
