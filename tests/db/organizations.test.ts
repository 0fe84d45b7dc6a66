import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { createOrganization } from "@/lib/organizations/create";
import { listOrganizations } from "@/lib/organizations/read";
import { createOrganizationInput } from "@/lib/organizations/schema";
import { slugFrom } from "@/lib/slug";
import { accountCtx, mintAccount } from "../support/account";
import { testDb } from "../support/db";
import { mintTenant } from "../support/tenant";

const { sql } = testDb();

test("whoever founds an organization owns it, and the audit log begins with that", async () => {
  const robin = await mintAccount();
  const slug = `acme-${randomUUID().slice(0, 8)}`;
  const { id } = await createOrganization(robin, { name: "Acme Oy", slug });
  expect(await listOrganizations(robin)).toEqual([{ name: "Acme Oy", slug, role: "owner" }]);
  const log = await sql`select action, actor_id, target_label from audit_log where org_id = ${id}`;
  expect(log).toEqual([
    { action: "organization.create", actor_id: robin.accountId, target_label: "Acme Oy" },
  ]);
});

test("a taken address is refused, and nothing is left of the attempt", async () => {
  const [ours, robin] = [await mintTenant(), await mintAccount()];
  const attempt = createOrganization(robin, { name: "Copy", slug: ours.slug });
  await expect(attempt).rejects.toMatchObject({
    code: "conflict",
    fieldErrors: { slug: expect.any(String) },
  });
  expect(await listOrganizations(robin)).toEqual([]);
  expect(await sql`select 1 from organizations where name = 'Copy'`).toEqual([]);
});

test("an account sees the organizations it belongs to and no others", async () => {
  const [ours] = [await mintTenant(), await mintTenant()];
  const listed = await listOrganizations(await accountCtx(ours.accountId));
  expect(listed.map((organization) => organization.slug)).toEqual([ours.slug]);
});

test("words of our own addresses, and what is no address, can't be an organization's", () => {
  const ok = (slug: string) => createOrganizationInput.safeParse({ name: "Acme", slug }).success;
  const reserved = ["sign-in", "sign-up", "new-organization", "invite", "account", "api", "p"];
  for (const slug of [
    ...reserved,
    "",
    "a",
    "-acme",
    "acme-",
    "Acme",
    "ac me",
    "ac/me",
    "..",
    "a".repeat(41),
  ]) {
    expect(ok(slug), slug).toBe(false);
  }
  for (const slug of ["acme", "acme-oy", "42", "a".repeat(40)]) expect(ok(slug), slug).toBe(true);
});

test("an address is proposed from the name", () => {
  expect(slugFrom("Ångström & Söhne GmbH")).toBe("angstrom-sohne-gmbh");
  expect(slugFrom("  --Acme--  ")).toBe("acme");
  expect(slugFrom("株式会社")).toBe("");
});
