import { describe, expect, it } from "vitest";
import { confirmPassword, requireConfirmed } from "@/lib/auth/confirm";
import { openOrg } from "@/lib/auth/open";
import { hashPassword } from "@/lib/auth/password";
import { changeRole } from "@/lib/members/change-role";
import { createInvitation } from "@/lib/members/invitations/create";
import { accountCtx } from "../../support/account";
import { testDb } from "../../support/db";
import { inRequest, signedIn } from "../../support/request";
import { mintMember, mintTenant, systemCtx } from "../../support/tenant";

const { sql } = testDb();
const PASSWORD = "violet kettle under the stairs";
const MINUTE_MS = 60_000;

/** An owner whose browser signed in `minutes` ago. */
async function browser(minutes: number) {
  const tenant = await mintTenant();
  await sql`update accounts set password_hash = ${await hashPassword(PASSWORD)} where id = ${tenant.accountId}`;
  const { cookie, sessionId } = await signedIn(tenant.accountId, new Date(Date.now() - minutes * MINUTE_MS));
  const account = { ...(await accountCtx(tenant.accountId)), sessionId };
  const enter = () => inRequest({ cookie }, () => openOrg(tenant.slug));
  return { tenant, account, enter };
}

describe("what is sensitive", () => {
  it("is open to a browser for ten minutes after its person signed in", async () => {
    const fresh = await browser(9);
    requireConfirmed(await fresh.enter());
    const old = await browser(11);
    const ctx = await old.enter();
    expect(() => requireConfirmed(ctx)).toThrow("Confirm that it's you to continue.");
  });

  it("is open again after the right password, in this browser only, and not after a wrong one", async () => {
    const { tenant, account, enter } = await browser(60);
    const elsewhere = await signedIn(tenant.accountId, new Date(Date.now() - 60 * MINUTE_MS));
    await expect(confirmPassword(account, { password: "not it" })).rejects.toMatchObject({
      code: "invalid_input",
    });
    expect(() => requireConfirmed({ ...tenant.ctx, confirmedAt: null })).toThrow();
    const before = await enter();
    expect(() => requireConfirmed(before)).toThrow("Confirm that it's you to continue.");
    await confirmPassword(account, { password: PASSWORD });
    requireConfirmed(await enter());
    const other = await inRequest({ cookie: elsewhere.cookie }, () => openOrg(tenant.slug));
    expect(() => requireConfirmed(other)).toThrow("Confirm that it's you to continue.");
  });

  it("keeps the tries few", async () => {
    const { account } = await browser(60);
    for (let at = 0; at < 6; at++) await confirmPassword(account, { password: "no" }).catch(() => {});
    await expect(confirmPassword(account, { password: PASSWORD })).rejects.toMatchObject({
      code: "throttled",
    });
  });

  it("includes the roles of members, given or invited, but not looking only", async () => {
    const { tenant, enter } = await browser(11);
    await mintMember(tenant, "viewer");
    const [viewer] = await sql`select id from members where org_id = ${tenant.orgId} and role = 'viewer'`;
    const ctx = await enter();
    const refused = { code: "confirm_needed" };
    await expect(changeRole(ctx, { memberId: viewer?.id, role: "owner" })).rejects.toMatchObject(refused);
    expect(await sql`select role from members where id = ${viewer?.id}`).toEqual([{ role: "viewer" }]);
    for (const role of ["owner", "admin"] as const) {
      await expect(createInvitation(ctx, { email: "a@example.com", role })).rejects.toMatchObject(refused);
    }
    await createInvitation(ctx, { email: "b@example.com", role: "viewer" });
  });

  it("never stops a run", () => {
    requireConfirmed(systemCtx({ orgId: crypto.randomUUID() }));
  });
});
