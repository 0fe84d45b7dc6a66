import { describe, expect, test } from "vitest";
import { openOrg } from "@/lib/auth/open";
import { setSecondFactorRule } from "@/lib/organizations/second-factor";
import { accountCtx } from "../../support/account";
import { testDb } from "../../support/db";
import { inRequest, signedIn } from "../../support/request";
import { setUpApp } from "../../support/second-factor";
import { mintMember, mintTenant } from "../../support/tenant";

const { sql } = testDb();

describe("an organization that requires one", () => {
  test("opens to nobody without, at once, and to whoever has one", async () => {
    const tenant = await mintTenant();
    const member = await mintMember(tenant, "viewer");
    await expect(setSecondFactorRule(tenant.ctx, { required: true })).rejects.toMatchObject({
      message: "You have no second factor yourself.",
    });
    await setUpApp(await accountCtx(tenant.accountId));
    const { cookie } = await signedIn(member.accountId);
    const enter = () => inRequest({ cookie }, () => openOrg(tenant.slug));
    await enter();
    await setSecondFactorRule(tenant.ctx, { required: true });
    await expect(enter()).rejects.toMatchObject({ code: "second_factor_needed" });
    const owner = await signedIn(tenant.accountId);
    await inRequest({ cookie: owner.cookie }, () => openOrg(tenant.slug));
    await setUpApp(await accountCtx(member.accountId));
    const again = await signedIn(member.accountId);
    await inRequest({ cookie: again.cookie }, () => openOrg(tenant.slug));
    await setSecondFactorRule(tenant.ctx, { required: false });
    const [entry] = await sql`select detail from audit_log
      where org_id = ${tenant.orgId} and action = 'organization.require_second_factor' order by id desc limit 1`;
    expect(entry?.detail).toMatchObject({ required: { from: true, to: false } });
  });
});
