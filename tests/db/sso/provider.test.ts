import { describe, expect, test } from "vitest";
import { openAccount } from "@/lib/auth/open";
import { getSsoSettings, removeProvider, saveProvider } from "@/lib/sso/settings";
import { mintAccount } from "../../support/account";
import { testDb } from "../../support/db";
import { inRequest, signedIn } from "../../support/request";
import { comeBack, goThrough, type Jar, mintProvider, signInBySso } from "../../support/sso";
import { cookieOf, idpForFile, newPerson, opens } from "../../support/sso-people";
import { mintMember, mintTenant } from "../../support/tenant";

const idp = idpForFile();

describe("where single sign-on is required", () => {
  async function required() {
    const { domain, email, sub } = newPerson(idp());
    const owner = await mintTenant();
    const { provider } = await mintProvider(owner.ctx, idp(), { domain, onlySso: true });
    return { domain, email, sub, owner, provider, slug: owner.slug, orgId: owner.orgId };
  }

  test("a password does not open the organization for people of its domains, and does for others", async () => {
    const { slug, orgId, email } = await required();
    const inside = await mintAccount({ email });
    const guest = await mintMember({ orgId, slug }, "viewer");
    await testDb()
      .sql`insert into members (org_id, account_id, role) values (${orgId}, ${inside.accountId}, 'admin')`;
    expect(await opens((await signedIn(inside.accountId)).cookie, slug)).toBe("sso_needed");
    expect(await opens((await signedIn(guest.accountId)).cookie, slug)).toBe("viewer");
  });

  test("an owner gets in with their password, and the audit log says so once", async () => {
    const { slug, orgId, email } = await required();
    const boss = await mintAccount({ email });
    await testDb()
      .sql`insert into members (org_id, account_id, role) values (${orgId}, ${boss.accountId}, 'owner')`;
    const { cookie } = await signedIn(boss.accountId);
    expect(await opens(cookie, slug)).toBe("owner");
    expect(await opens(cookie, slug)).toBe("owner");
    const entries = await testDb().sql`select actor_id from audit_log
      where org_id = ${orgId} and action = 'organization.bypass_sso'`;
    expect(entries).toMatchObject([{ actor_id: boss.accountId }]);
  });

  test("someone who signed in with a password adds the provider's word to it, and keeps what they had", async () => {
    const { slug, orgId, email, sub, provider } = await required();
    const elsewhere = await mintTenant();
    const person = await mintAccount({ email });
    await testDb().sql`insert into members (org_id, account_id, role)
      values (${orgId}, ${person.accountId}, 'admin'), (${elsewhere.orgId}, ${person.accountId}, 'viewer')`;
    await testDb().sql`insert into account_identities (account_id, issuer, subject, label)
      values (${person.accountId}, ${idp().issuer}, ${sub}, 'Test IdP')`;
    const { cookie } = await signedIn(person.accountId);
    const [name = "", value = ""] = cookie.split("=");
    const jar: Jar = new Map([[name, value]]);
    expect(await signInBySso(jar, { provider, next: `/${slug}` })).toBe(`/${slug}`);
    expect(await opens(cookieOf(jar), slug)).toBe("admin");
    expect(await opens(cookieOf(jar), elsewhere.slug)).toBe("viewer");
  });
});

describe("a provider", () => {
  test("that is down is said to be, and asks nothing of the database", async () => {
    const { ctx } = await mintTenant();
    const { domain } = newPerson(idp());
    const { provider } = await mintProvider(ctx, idp(), { domain });
    const jar: Jar = new Map();
    const back = await goThrough(jar, { provider });
    idp().isDown = true;
    expect(await comeBack(jar, back)).toBe("/sign-in/sso?error=failed");
  });

  test("whose secret was changed there works again once it is changed here", async () => {
    const { ctx } = await mintTenant();
    const { domain } = newPerson(idp());
    const { provider, clientId } = await mintProvider(ctx, idp(), { domain });
    const clientSecret = "a new secret that is long enough";
    idp().setSecret(clientId, clientSecret);
    expect(await signInBySso(new Map(), { provider })).toBe("/sign-in/sso?error=client");
    const values = { label: "Test IdP", issuer: idp().issuer, clientId, clientSecret };
    await saveProvider(ctx, { ...values, addsMembers: true, defaultRole: "viewer" });
    expect(await signInBySso(new Map(), { provider })).toBe("/");
  });

  test("is registered with an address that is known before it is saved, and stays when it is replaced", async () => {
    const { ctx } = await mintTenant();
    const { redirectUri, provider } = await getSsoSettings(ctx);
    expect(provider).toBeNull();
    await mintProvider(ctx, idp());
    expect((await getSsoSettings(ctx)).redirectUri).toBe(redirectUri);
    await removeProvider(ctx, { issuer: idp().issuer });
    await mintProvider(ctx, idp());
    expect((await getSsoSettings(ctx)).redirectUri).toBe(redirectUri);
  });

  const PRIVATE = [
    "http://10.0.0.5:8080/token",
    "https://169.254.169.254/latest/meta-data",
    "https://[::ffff:10.0.0.5]/x",
  ];
  test.each(PRIVATE)("whose metadata point to %s gets nothing from there", async (token_endpoint) => {
    const { ctx } = await mintTenant();
    const { domain } = newPerson(idp());
    idp().metadata = { token_endpoint };
    const { provider } = await mintProvider(ctx, idp(), { domain });
    const started = Date.now();
    expect(await signInBySso(new Map(), { provider })).toBe("/sign-in/sso?error=failed");
    expect(Date.now() - started).toBeLessThan(5_000);
  });

  test("may speak for its own issuer only", async () => {
    const { ctx } = await mintTenant();
    idp().metadata = { issuer: "https://accounts.google.com" };
    await expect(mintProvider(ctx, idp())).rejects.toMatchObject({
      code: "invalid_input",
      fieldErrors: { issuer: expect.stringContaining("accounts.google.com") },
    });
  });
});

test("to confirm, the person has to have signed in at the provider just now", async () => {
  const { ctx } = await mintTenant();
  const { domain } = newPerson(idp());
  const { provider } = await mintProvider(ctx, idp(), { domain });
  const jar: Jar = new Map();
  await signInBySso(jar, { provider });
  const { sql } = testDb();
  await sql`update member_sessions set confirmed_at = now() - interval '1 day'`;
  const confirmedAt = () =>
    inRequest({ cookie: cookieOf(jar) }, async () => (await openAccount()).confirmedAt);
  const old = Date.now() - 3_600_000;
  idp().tamper = { claims: { auth_time: Math.floor(old / 1000) } };
  expect(await signInBySso(jar, { provider, kind: "confirm", next: "/x" })).toBe("/sign-in/sso?error=failed");
  expect((await confirmedAt())?.getTime()).toBeLessThan(old);
  idp().tamper = null;
  expect(await signInBySso(jar, { provider, kind: "confirm", next: "/x" })).toBe("/x");
  expect((await confirmedAt())?.getTime()).toBeGreaterThan(old);
});
