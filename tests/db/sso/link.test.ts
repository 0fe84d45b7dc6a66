import { describe, expect, test } from "vitest";
import { enterAccount } from "@/lib/auth/enter";
import { makeMailLink } from "@/lib/auth/mail-links";
import type { PendingIdentity } from "@/lib/auth/sso/sealed-cookies";
import type { AccountCtx, VisitorCtx } from "@/lib/context";
import { tenantDb } from "@/lib/db/tenant";
import { createLog } from "@/lib/log";
import { linkByMail, linkToAccount, unlinkIdentity } from "@/lib/sso/link";
import { mintAccount } from "../../support/account";
import { testDb } from "../../support/db";
import { signedIn } from "../../support/request";
import { mintProvider } from "../../support/sso";
import { accountOf, identityOf, idpForFile, newPerson, roleOf } from "../../support/sso-people";
import { mintTenant } from "../../support/tenant";

const idp = idpForFile();

/** Someone at the provider of an organization, whose address is that of an account. */
async function arranged({ verified = true } = {}) {
  const { ctx, orgId } = await mintTenant();
  const { domain, email, sub } = newPerson(idp());
  const { provider } = await mintProvider(ctx, idp(), { domain });
  const account = await mintAccount({ email });
  if (verified)
    await testDb().sql`update accounts set email_verified_at = now() where id = ${account.accountId}`;
  const pending: PendingIdentity = {
    ...{ providerId: provider, label: "Test IdP", issuer: idp().issuer, subject: sub },
    ...{ email, emailVerified: true, next: "/" },
  };
  return { orgId, email, sub, account, pending };
}

async function confirmed({ accountId }: AccountCtx): Promise<AccountCtx> {
  const { sessionId } = await signedIn(accountId);
  return enterAccount(testDb().db, accountId, { sessionId, confirmedAt: new Date() });
}

function visitor(): VisitorCtx {
  const db = tenantDb(testDb().db, {});
  return { ip: "192.0.2.7", userAgent: null, db, clock: () => new Date(), log: createLog("test") };
}

async function mailed(account: AccountCtx, email: string): Promise<string> {
  const link = await makeMailLink(visitor(), { purpose: "link", email, accountId: account.accountId });
  return new URL(link).searchParams.get("token") ?? "";
}

describe("by someone who is signed in", () => {
  test("an identity is linked, and a proved domain makes them a member", async () => {
    const { orgId, email, sub, account, pending } = await arranged();
    await linkToAccount(await confirmed(account), pending);
    expect(await identityOf(sub)).toMatchObject({ account_id: account.accountId });
    expect(await roleOf(orgId, email)).toBe("viewer");
  });

  test("nothing is linked without a password just entered, nor in a session of an organization's provider", async () => {
    const { sub, account, pending } = await arranged();
    await expect(linkToAccount(account, pending)).rejects.toMatchObject({ code: "confirm_needed" });
    const reach = { isFull: false, ssoOrgIds: [], providerId: "x" };
    const limited = { ...(await confirmed(account)), reach };
    await expect(linkToAccount(limited, pending)).rejects.toMatchObject({ code: "forbidden" });
    expect(await identityOf(sub)).toBeUndefined();
  });

  test("an identity of another account is not taken from it", async () => {
    const { sub, account, pending } = await arranged();
    await linkToAccount(await confirmed(account), pending);
    const thief = await confirmed(await mintAccount());
    await expect(linkToAccount(thief, pending)).rejects.toMatchObject({ code: "conflict" });
    expect((await identityOf(sub))?.account_id).toBe(account.accountId);
  });

  test("the only way in can't be unlinked", async () => {
    const { sub, account, pending } = await arranged();
    const ctx = await confirmed(account);
    await linkToAccount(ctx, pending);
    const id = (await identityOf(sub))?.id;
    await testDb().sql`update accounts set password_hash = null where id = ${account.accountId}`;
    await expect(unlinkIdentity(ctx, { id })).rejects.toMatchObject({ code: "conflict" });
    await testDb().sql`update accounts set password_hash = 'x' where id = ${account.accountId}`;
    await unlinkIdentity(ctx, { id });
    expect(await identityOf(sub)).toBeUndefined();
  });
});

describe("by a mailed link", () => {
  test("an identity is linked once, in the browser that the provider vouched for it in", async () => {
    const { email, sub, account, pending } = await arranged();
    const token = await mailed(account, email);
    const other = { ...pending, email: "someone@else.example" };
    await expect(linkByMail(visitor(), { token, pending: other })).rejects.toMatchObject({
      code: "conflict",
    });
    await linkByMail(visitor(), { token, pending });
    expect((await identityOf(sub))?.account_id).toBe(account.accountId);
    await expect(linkByMail(visitor(), { token, pending })).rejects.toMatchObject({ code: "conflict" });
  });

  test("an account that never proved its address loses what somebody else may have set", async () => {
    const { email, sub, account, pending } = await arranged({ verified: false });
    await signedIn(account.accountId);
    await testDb().sql`insert into account_identities (account_id, issuer, subject, label)
      values (${account.accountId}, ${idp().issuer}, ${`squatter of ${sub}`}, 'Test IdP')`;
    await linkByMail(visitor(), { token: await mailed(account, email), pending });
    expect(await accountOf(email)).toMatchObject({ password_hash: null });
    expect(await identityOf(`squatter of ${sub}`)).toBeUndefined();
    expect((await identityOf(sub))?.account_id).toBe(account.accountId);
    const live = await testDb().sql`select 1 from member_sessions
      where account_id = ${account.accountId} and revoked_at is null`;
    expect(live).toHaveLength(0);
  });
});
