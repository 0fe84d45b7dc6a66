import { expect, test } from "vitest";
import { workspaces } from "@/drizzle/schema/workspaces";
import { testDb } from "../support/db";
import { mintTenant, mintWorkspace } from "../support/tenant";

const { db, sql } = testDb();

test("a statement that names no tenant sees no rows", async () => {
  await mintWorkspace((await mintTenant()).ctx);
  expect(await db.select().from(workspaces)).toEqual([]);
});

test("an organization sees its own rows and nobody else's", async () => {
  const [ours, theirs] = [await mintTenant(), await mintTenant()];
  const workspace = await mintWorkspace(ours.ctx);
  await mintWorkspace(theirs.ctx);
  const seen = await ours.ctx.db.run((tx) => tx.select().from(workspaces));
  expect(seen.map((row) => row.id)).toEqual([workspace.workspaceId]);
});

test("a row for another organization is refused", async () => {
  const [ours, theirs] = [await mintTenant(), await mintTenant()];
  const stolen = { orgId: theirs.orgId, name: "Stolen", slug: "stolen" };
  await expect(ours.ctx.db.run((tx) => tx.insert(workspaces).values(stolen))).rejects.toMatchObject({
    code: "42501",
  });
});

test("every table with a tenant has a forced policy", async () => {
  const bare = await sql`
    select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'public' and c.relkind in ('r', 'p')
      and exists (select 1 from pg_attribute a where a.attrelid = c.oid and a.attname = 'org_id' and a.attnum > 0)
      and not (c.relrowsecurity and c.relforcerowsecurity
               and exists (select 1 from pg_policy p where p.polrelid = c.oid))`;
  expect(bare.map((row) => row.relname)).toEqual([]);
});

test("the application's login is neither a superuser nor free of the policies, and can't be", async () => {
  const [role] = await db.$client`
    select current_user as name, rolsuper, rolbypassrls from pg_roles where rolname = session_user`;
  expect(role).toEqual({ name: "rollcall_app", rolsuper: false, rolbypassrls: false });
});
