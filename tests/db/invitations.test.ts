import { expect, test } from "vitest";
import { acceptInvitation } from "@/lib/members/invitations/accept";
import { createInvitation, revokeInvitation } from "@/lib/members/invitations/create";
import { INVITATION_LIFE_MS } from "@/lib/members/invitations/links";
import { findInvitation, listInvitations } from "@/lib/members/read";
import { accountCtx, mintAccount } from "../support/account";
import { testDb } from "../support/db";
import { mintTenant, type Tenant } from "../support/tenant";

const { sql } = testDb();

async function invite(tenant: Tenant, email: string) {
  const { link } = await createInvitation(tenant.ctx, { email, role: "admin" });
  return new URL(link).pathname.replace("/invite/", "");
}

test("an invitation makes its account a member with the role it names, once", async () => {
  const [ours, robin] = [await mintTenant(), await mintAccount()];
  const token = await invite(ours, robin.email);
  expect(await findInvitation(robin, token)).toMatchObject({
    email: robin.email,
    role: "admin",
    state: "open",
  });

  expect(await acceptInvitation(robin, { token })).toEqual({ slug: ours.slug });
  const roles =
    await sql`select role from members where org_id = ${ours.orgId} and account_id = ${robin.accountId}`;
  expect(roles).toEqual([{ role: "admin" }]);
  await expect(acceptInvitation(robin, { token })).rejects.toMatchObject({ code: "not_found" });
  expect(await findInvitation(robin, token)).toMatchObject({ state: "used" });
});

test("of eight who use a link at the same moment exactly one succeeds", async () => {
  const [ours, robin] = [await mintTenant(), await mintAccount()];
  const token = await invite(ours, robin.email);
  const uses = Array.from({ length: 8 }, () => acceptInvitation(robin, { token }));
  const results = await Promise.allSettled(uses);
  expect(results.filter((result) => result.status === "fulfilled")).toHaveLength(1);
  const entries = await sql`
    select 1 from audit_log where org_id = ${ours.orgId} and action = 'invitation.accept'`;
  expect(entries).toHaveLength(1);
});

test("a link is kept as a hash only", async () => {
  const ours = await mintTenant();
  const token = await invite(ours, "new@example.com");
  expect(token).toMatch(/^[\w-]{43}$/);
  const rows = await sql`select * from invitations where org_id = ${ours.orgId}`;
  const log = await sql`select * from audit_log where org_id = ${ours.orgId}`;
  expect(JSON.stringify([rows, log])).not.toContain(token);
});

test("somebody else who got hold of the link can't use it, and does not use it up", async () => {
  const [ours, robin, mallory] = [await mintTenant(), await mintAccount(), await mintAccount()];
  const token = await invite(ours, robin.email);
  await expect(acceptInvitation(mallory, { token })).rejects.toMatchObject({ code: "conflict" });
  await expect(acceptInvitation(robin, { token })).resolves.toBeDefined();
});

test("a link that was revoked, replaced or ran out is useless", async () => {
  let at = Date.now();
  const clock = () => new Date(at);
  const [ours, robin] = [await mintTenant({ clock }), await mintAccount({ clock })];
  const refused = async (token: string, state: string) => {
    await expect(acceptInvitation(robin, { token })).rejects.toMatchObject({ code: "not_found" });
    expect(await findInvitation(robin, token)).toMatchObject({ state });
  };
  const first = await invite(ours, robin.email);
  const second = await invite(ours, robin.email);
  await refused(first, "revoked");

  const [open, ...more] = await listInvitations(ours.ctx);
  expect(more).toEqual([]);
  await revokeInvitation(ours.ctx, { invitationId: open?.id ?? "" });
  await refused(second, "revoked");

  const third = await invite(ours, robin.email);
  at += INVITATION_LIFE_MS;
  await refused(third, "expired");
  expect(await listInvitations(ours.ctx)).toMatchObject([{ expiresAt: new Date(at) }]);
  at += 30 * 86_400_000;
  expect(await listInvitations(ours.ctx)).toEqual([]);
});

test("a link that never was one finds nothing", async () => {
  const robin = await mintAccount();
  expect(await findInvitation(robin, "made-up")).toBeNull();
  await expect(acceptInvitation(robin, { token: "made-up" })).rejects.toMatchObject({ code: "not_found" });
});

test("a member is not invited again, and a member's unused link is kept for another day", async () => {
  const ours = await mintTenant();
  const invited = createInvitation(ours.ctx, { email: ours.email, role: "viewer" });
  await expect(invited).rejects.toMatchObject({ code: "conflict" });

  const robin = await mintAccount();
  const token = await invite(ours, robin.email);
  await sql`insert into members (org_id, account_id, role) values (${ours.orgId}, ${robin.accountId}, 'viewer')`;
  await expect(acceptInvitation(robin, { token })).rejects.toMatchObject({ code: "conflict" });
  const [row] = await sql`select role from members where account_id = ${robin.accountId}`;
  expect(row?.role).toBe("viewer");
  expect(await findInvitation(robin, token)).toMatchObject({ state: "open" });
});

test("an invitation of another organization can be neither listed nor revoked", async () => {
  const [ours, theirs] = [await mintTenant(), await mintTenant()];
  const token = await invite(theirs, "new@example.com");
  const [open] = await listInvitations(theirs.ctx);
  expect(await listInvitations(ours.ctx)).toEqual([]);
  const revoked = revokeInvitation(ours.ctx, { invitationId: open?.id ?? "" });
  await expect(revoked).rejects.toMatchObject({ code: "not_found" });
  expect(await findInvitation(await accountCtx(ours.accountId), token)).toMatchObject({ state: "open" });
});
