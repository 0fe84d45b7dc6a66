import { describe, expect, test } from "vitest";
import { removeMember } from "@/lib/members/remove";
import { mintAccount } from "../../support/account";
import { testDb } from "../../support/db";
import { comeBack, goThrough, type Jar, mintProvider, signInBySso } from "../../support/sso";
import {
  accountOf,
  cookieOf,
  identityOf,
  idpForFile,
  newPerson,
  opens,
  roleOf,
} from "../../support/sso-people";
import { mintTenant } from "../../support/tenant";

const idp = idpForFile();
const isSignedIn = (jar: Jar) => jar.has("rollcall.session");

describe("someone of a proved domain", () => {
  test("becomes a member with the default role when they first sign in, and comes back as the same", async () => {
    const { ctx, orgId, slug } = await mintTenant();
    const { domain, email, sub } = newPerson(idp());
    const { provider } = await mintProvider(ctx, idp(), { domain });
    const jar: Jar = new Map();
    expect(await signInBySso(jar, { provider, next: "/somewhere" })).toBe("/somewhere");
    expect(await accountOf(email)).toMatchObject({ name: "Ann Lee", password_hash: null });
    expect((await accountOf(email))?.email_verified_at).not.toBeNull();
    expect(await identityOf(sub)).toMatchObject({ issuer: idp().issuer, email });
    expect(await roleOf(orgId, email)).toBe("viewer");
    expect(await opens(cookieOf(jar), slug)).toBe("viewer");
    const again: Jar = new Map();
    expect(await signInBySso(again, { provider })).toBe("/");
    expect(await testDb().sql`select 1 from accounts where email = ${email}`).toHaveLength(1);
    const entries = await testDb().sql`select action, actor_label from audit_log where org_id = ${orgId}
      and action in ('member.join', 'session.start') order by id`;
    expect(entries).toMatchObject([
      { action: "member.join", actor_label: "Ann Lee" },
      { action: "session.start" },
      { action: "session.start" },
    ]);
  });

  test("reaches that organization only, and not what the account has elsewhere", async () => {
    const { ctx, slug } = await mintTenant();
    const other = await mintTenant();
    const { domain, email } = newPerson(idp());
    const { provider } = await mintProvider(ctx, idp(), { domain });
    const jar: Jar = new Map();
    await signInBySso(jar, { provider });
    const account = await accountOf(email);
    await testDb()
      .sql`insert into members (org_id, account_id, role) values (${other.orgId}, ${account?.id}, 'owner')`;
    expect(await opens(cookieOf(jar), slug)).toBe("viewer");
    expect(await opens(cookieOf(jar), other.slug)).toBe("not_found");
  });

  test("is refused when the provider says that the address is not verified", async () => {
    const { ctx } = await mintTenant();
    const { domain, email } = newPerson(idp(), { email_verified: false });
    const { provider } = await mintProvider(ctx, idp(), { domain });
    expect(await signInBySso(new Map(), { provider })).toBe("/sign-in/sso?error=unverified");
    expect(await accountOf(email)).toBeUndefined();
  });

  test("is refused where members are invited", async () => {
    const { ctx } = await mintTenant();
    const { domain, email } = newPerson(idp());
    const { provider } = await mintProvider(ctx, idp(), { domain, addsMembers: false });
    expect(await signInBySso(new Map(), { provider })).toBe("/sign-in/sso?error=not_invited");
    expect(await accountOf(email)).toBeUndefined();
  });

  test("does not come back after an owner removed them", async () => {
    const { ctx, orgId } = await mintTenant();
    const { domain, email } = newPerson(idp());
    const { provider } = await mintProvider(ctx, idp(), { domain });
    const jar: Jar = new Map();
    await signInBySso(jar, { provider });
    const [member] = await testDb().sql`select m.id from members m join accounts a on a.id = m.account_id
      where m.org_id = ${orgId} and a.email = ${email}`;
    await removeMember(ctx, { memberId: member?.id });
    const again: Jar = new Map();
    expect(await signInBySso(again, { provider })).toBe("/sign-in/sso?error=not_member");
    expect(isSignedIn(again)).toBe(false);
    expect(await roleOf(orgId, email)).toBeUndefined();
  });
});

test("an address of a domain that is not proved makes nobody a member", async () => {
  const { ctx } = await mintTenant();
  const { email, domain } = newPerson(idp());
  const { provider } = await mintProvider(ctx, idp(), { domain: `other.${domain}` });
  expect(await signInBySso(new Map(), { provider })).toBe("/sign-in/sso?error=domain");
  expect(await accountOf(email)).toBeUndefined();
});

test("the address of someone's account opens nothing: it has to be proved first", async () => {
  const { ctx } = await mintTenant();
  const { domain, email, sub } = newPerson(idp());
  const victim = await mintAccount({ email });
  const { provider } = await mintProvider(ctx, idp(), { domain });
  const jar: Jar = new Map();
  expect(await signInBySso(jar, { provider })).toBe("/sign-in/link");
  expect(isSignedIn(jar)).toBe(false);
  expect(await identityOf(sub)).toBeUndefined();
  // Not even for an account of another person who is signed in with the browser without a password just entered.
  expect((await accountOf(email))?.id).toBe(victim.accountId);
});

describe("an ID token", () => {
  const FAULTS = {
    "of another issuer": { claims: { iss: "https://accounts.google.com" } },
    "for another audience": { claims: { aud: "someone-else" } },
    "with another nonce": { claims: { nonce: "another" } },
    "that has expired": { claims: { exp: 1_000_000 } },
    "signed by another key": { otherKey: true },
    "without a signature": { unsigned: true },
  };

  test.each(Object.entries(FAULTS))("%s opens nothing", async (_, tamper) => {
    const { ctx } = await mintTenant();
    const { domain, email } = newPerson(idp());
    const { provider } = await mintProvider(ctx, idp(), { domain });
    idp().tamper = tamper;
    const jar: Jar = new Map();
    expect(await signInBySso(jar, { provider })).toBe("/sign-in/sso?error=failed");
    expect(isSignedIn(jar)).toBe(false);
    expect(await accountOf(email)).toBeUndefined();
  });
});

describe("the way back", () => {
  async function begun() {
    const { ctx } = await mintTenant();
    const { domain, email } = newPerson(idp());
    const { provider } = await mintProvider(ctx, idp(), { domain });
    const jar: Jar = new Map();
    return { jar, email, back: await goThrough(jar, { provider }) };
  }

  test("is bound to the browser: state, nonce and proof key go along", async () => {
    await begun();
    const one = { state: expect.any(String), nonce: expect.any(String), code_challenge: expect.any(String) };
    expect(idp().wanted).toMatchObject({ ...one, code_challenge_method: "S256", response_type: "code" });
  });

  test("with another state opens nothing", async () => {
    const { jar, back, email } = await begun();
    const url = new URL(back);
    url.searchParams.set("state", "another");
    expect(await comeBack(jar, url.href)).toBe("/sign-in/sso?error=failed");
    expect(await accountOf(email)).toBeUndefined();
  });

  test("in another browser opens nothing", async () => {
    const { back, email } = await begun();
    expect(await comeBack(new Map(), back)).toBe("/sign-in/sso?error=failed");
    expect(await accountOf(email)).toBeUndefined();
  });

  test("without the proof key opens nothing", async () => {
    const { jar, back, email } = await begun();
    jar.delete("rollcall.pkce");
    expect(await comeBack(jar, back)).toBe("/sign-in/sso?error=failed");
    expect(await accountOf(email)).toBeUndefined();
  });

  test("works once: a code that was used opens nothing more", async () => {
    const { jar, back } = await begun();
    const copy: Jar = new Map(jar);
    expect(await comeBack(jar, back)).toBe("/");
    expect(await comeBack(copy, back)).toBe("/sign-in/sso?error=failed");
    expect(isSignedIn(copy)).toBe(false);
  });

  test("leads to our own pages only", async () => {
    const { ctx } = await mintTenant();
    const { domain } = newPerson(idp());
    const { provider } = await mintProvider(ctx, idp(), { domain });
    expect(await signInBySso(new Map(), { provider, next: "https://evil.example/" })).toBe("/");
  });
});
