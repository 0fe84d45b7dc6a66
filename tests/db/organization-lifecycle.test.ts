import { access, readdir } from "node:fs/promises";
import { join } from "node:path";
import { addDays } from "date-fns";
import { describe, expect, test } from "vitest";
import { enterAccount } from "@/lib/auth/enter";
import { findMovedAddress } from "@/lib/auth/moved.store";
import { openOrg } from "@/lib/auth/open";
import { findPortal } from "@/lib/auth/portal/open";
import { tenantDb } from "@/lib/db/tenant";
import { createLog } from "@/lib/log";
import { keepMail } from "@/lib/mail/outbox";
import { changeAddress, renameOrganization, transferOwnership } from "@/lib/organizations/change";
import { createOrganization } from "@/lib/organizations/create";
import {
  deleteOrganization,
  listDeletedOrganizations,
  restoreOrganization,
} from "@/lib/organizations/delete";
import { getOrganization, listOrganizations } from "@/lib/organizations/read";
import { purgeOrganizations } from "@/lib/purge/purge-organizations";
import { jobDeps } from "@/lib/runs/open-run";
import { uploadKey } from "@/lib/spool/keys";
import { spool } from "@/lib/spool/spool";
import { mintAccount } from "../support/account";
import { testDb } from "../support/db";
import { inRequest, signedIn } from "../support/request";
import { mintWorld, type World } from "../support/tenancy/world";
import { mintMember, mintSync, mintTenant, mintWorkspace, systemCtx } from "../support/tenant";

const newSlug = () => `moved-${crypto.randomUUID().slice(0, 8)}`;
const moved = (slug: string) => tenantDb(testDb().db, {}).run((tx) => findMovedAddress(tx, slug));
const opens = async (accountId: string, slug: string) => {
  const { cookie } = await signedIn(accountId);
  return inRequest({ cookie }, async () => (await openOrg(slug)).role).catch((error) => error.code);
};
const nameOf = async (orgId: string) =>
  (await testDb().sql`select name from organizations where id = ${orgId}`)[0]?.name as string;

test("a new name is in the audit log with the old one", async () => {
  const { ctx, orgId } = await mintTenant();
  const from = await nameOf(orgId);
  await renameOrganization(ctx, { name: "Acme Oy" });
  expect(await getOrganization(ctx)).toMatchObject({ name: "Acme Oy" });
  const [entry] = await testDb()
    .sql`select detail from audit_log where org_id = ${orgId} and action = 'organization.rename'`;
  expect(entry?.detail).toEqual({ name: { from, to: "Acme Oy" } });
});

describe("an address", () => {
  test("that was changed leads to the new one, and is nobody else's for a year", async () => {
    const { ctx, slug: old, accountId } = await mintTenant();
    const slug = newSlug();
    await changeAddress(ctx, { slug });
    expect(await opens(accountId, slug)).toBe("owner");
    expect(await moved(old)).toBe(slug);
    const other = await mintTenant();
    await expect(changeAddress(other.ctx, { slug: old })).rejects.toMatchObject({ code: "conflict" });
    const founder = await mintAccount();
    await expect(createOrganization(founder, { name: "Thief", slug: old })).rejects.toMatchObject({
      code: "conflict",
    });
    await testDb()
      .sql`update organization_addresses set kept_until = now() - interval '1 day' where slug = ${old}`;
    expect(await moved(old)).toBeNull();
    await createOrganization(founder, { name: "Later", slug: old });
  });

  test("can be taken back, and leads nowhere else then", async () => {
    const { ctx, slug: old } = await mintTenant();
    const slug = newSlug();
    await changeAddress(ctx, { slug });
    await changeAddress(ctx, { slug: old });
    expect(await moved(slug)).toBe(old);
    expect(await moved(old)).toBeNull();
  });

  test("of another organization is refused", async () => {
    const { ctx } = await mintTenant();
    const { slug } = await mintTenant();
    await expect(changeAddress(ctx, { slug })).rejects.toMatchObject({
      fieldErrors: { slug: expect.any(String) },
    });
  });
});

test("ownership goes to another member, and its owner stays as an admin", async () => {
  const owner = await mintTenant();
  const heir = await mintMember(owner, "viewer");
  const [member] = await testDb().sql`select id from members where account_id = ${heir.accountId}`;
  await transferOwnership(owner.ctx, { memberId: member?.id });
  expect(await opens(heir.accountId, owner.slug)).toBe("owner");
  expect(await opens(owner.accountId, owner.slug)).toBe("admin");
});

describe("a deleted organization", () => {
  test("is closed for everyone, portals and jobs too, until an owner restores it", async () => {
    const { ctx, orgId, slug, accountId } = await mintTenant();
    const viewer = await mintMember({ orgId, slug }, "viewer");
    const workspace = await mintWorkspace(ctx);
    const running = await mintSync(workspace, { name: "Nightly" });
    const paused = await mintSync(workspace, { name: "Paused", paused: true });
    await expect(deleteOrganization(ctx, { typedName: "not it" })).rejects.toMatchObject({
      code: "invalid_input",
    });
    await deleteOrganization(ctx, { typedName: await nameOf(orgId) });
    expect(await opens(accountId, slug)).toBe("not_found");
    expect(await opens(viewer.accountId, slug)).toBe("not_found");
    await expect(getOrganization(systemCtx({ orgId }))).rejects.toMatchObject({ code: "not_found" });
    const visitor = { db: tenantDb(testDb().db, {}) };
    await expect(findPortal(visitor, { org: slug, workspace: workspace.slug })).rejects.toMatchObject({
      code: "not_found",
    });
    const owner = await enterAccount(testDb().db, accountId);
    expect(await listOrganizations(owner)).toEqual([]);
    expect(await listDeletedOrganizations(owner)).toMatchObject([{ id: orgId, slug }]);
    const other = await enterAccount(testDb().db, viewer.accountId);
    expect(await listDeletedOrganizations(other)).toEqual([]);
    await expect(restoreOrganization(other, { id: orgId })).rejects.toMatchObject({ code: "not_found" });
    const states = () => testDb().sql`select id, paused from syncs where org_id = ${orgId} order by name`;
    expect(await states()).toMatchObject([{ paused: true }, { paused: true }]);
    expect(await restoreOrganization(owner, { id: orgId })).toEqual({ slug });
    expect(await opens(viewer.accountId, slug)).toBe("viewer");
    expect(await states()).toMatchObject([
      { id: running.id, paused: false },
      { id: paused.id, paused: true },
    ]);
  });

  test("can't be purged or restored out of time", async () => {
    const { ctx, orgId, accountId } = await mintTenant();
    await deleteOrganization(ctx, { typedName: await nameOf(orgId) });
    await purgeOrganizations(depsAt(addDays(new Date(), 29)));
    expect(await nameOf(orgId)).toBeDefined();
    const late = await enterAccount(testDb().db, accountId, { clock: () => addDays(new Date(), 31) });
    await expect(restoreOrganization(late, { id: orgId })).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("after 30 days", () => {
  async function purged(): Promise<{ gone: World; kept: World }> {
    const [gone, kept] = [await mintWorld(), await mintWorld()];
    await spool().write(uploadKey(gone.uploadId), [Buffer.from("a,b\n")] as never, LIMITS);
    await spool().write(uploadKey(kept.uploadId), [Buffer.from("a,b\n")] as never, LIMITS);
    for (const { orgId } of [gone, kept]) await keepMail(orgId, MAIL, new Date());
    const confirmed = { ...gone.ctx, confirmedAt: new Date() };
    await deleteOrganization(confirmed, { typedName: await nameOf(gone.orgId) });
    expect(await purgeOrganizations(depsAt(addDays(new Date(), 31)))).toBeGreaterThan(0);
    return { gone, kept };
  }

  test("every row, file and mail of it is gone, nothing of others, and a receipt remains", async () => {
    const { gone, kept } = await purged();
    const { sql } = testDb();
    const tables = await sql`select c.relname as name from pg_class c
      join pg_attribute a on a.attrelid = c.oid and a.attname = 'org_id' and a.attnum > 0
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')`;
    expect(tables.length).toBeGreaterThan(30);
    const left: string[] = [];
    const rows = async (table: string, orgId: string) =>
      Number((await sql.unsafe(`select count(*) as n from "${table}" where org_id = '${orgId}'`))[0]?.n);
    let others = 0;
    for (const { name } of tables) {
      if ((await rows(name, gone.orgId)) > 0) left.push(name);
      others += await rows(name, kept.orgId);
    }
    expect(left).toEqual([]);
    expect(others).toBeGreaterThan(20);
    expect(await nameOf(gone.orgId)).toBeUndefined();
    expect(await textWith(gone.orgMark)).toEqual(["organization_deletions"]);
    expect(await textWith(gone.mark)).toEqual([]);
    const files = await readdir(join(process.env.ROLLCALL_DATA_DIR ?? "", "spool"));
    expect(files).not.toContain(uploadKey(gone.uploadId));
    expect(files).toContain(uploadKey(kept.uploadId));
    expect(files.filter((file) => file === `drop-${gone.dropFileId}`)).toEqual([]);
    await expect(access(mailsOf(gone.orgId))).rejects.toMatchObject({ code: "ENOENT" });
    await access(mailsOf(kept.orgId));
    const [receipt] = await sql`select * from organization_deletions where id = ${gone.orgId}`;
    expect(receipt).toMatchObject({ deleted_by: null, paused_syncs: [] });
    expect(receipt?.receipt).toMatchObject({ users: 1, runs: 1, uploads: 1, workspaces: 1 });
  });
});

const MAIL = {
  to: { name: "Ann", address: "ann@acme.example" },
  ...{ subject: "Hello", text: "Hello", html: "<p>Hello</p>" },
};
const LIMITS = { path: "test", sizeBytesMax: 1000 };

function depsAt(now: Date) {
  return { ...jobDeps(), db: testDb().db, clock: () => now, log: createLog("test") };
}

function mailsOf(orgId: string): string {
  return join(process.env.ROLLCALL_DATA_DIR ?? "", "mails", orgId);
}

/** The tables in which a word is, apart from what belongs to the accounts of people. */
async function textWith(word: string): Promise<string[]> {
  const { sql } = testDb();
  const tables = await sql`select relname as name from pg_class
    where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') order by 1`;
  const found: string[] = [];
  for (const { name } of tables) {
    if (OF_PEOPLE.has(name)) continue;
    const rows = await sql.unsafe(`select 1 from "${name}" t where t::text like '%${word}%' limit 1`);
    if (rows.length > 0) found.push(name);
  }
  return found;
}

const OF_PEOPLE = new Set(["accounts", "account_identities"]);
