import { randomUUID } from "node:crypto";
import { afterAll, expect, test } from "vitest";
import { findLinkState } from "@/lib/auth/mail-links";
import { requestReset, resetPassword } from "@/lib/auth/reset-password";
import { signIn } from "@/lib/auth/sign-in";
import { hashToken } from "@/lib/auth/token";
import { requestVerification, verifyAddress } from "@/lib/auth/verify-address";
import type { VisitorCtx } from "@/lib/context";
import { confirmSignUp } from "@/lib/members/confirm-sign-up";
import { signUp, startSignUp } from "@/lib/members/sign-up";
import { accountCtx } from "../../support/account";
import { testDb } from "../../support/db";
import { startMailServer, tokenIn } from "../../support/mail-server";
import { atOnce, visitorAt } from "../../support/portal";
import { signedIn } from "../../support/request";
import { mintTenant } from "../../support/tenant";

const mails = await startMailServer();
// Read once a process, with the first use of the database.
process.env.SMTP_URL = mails.url;
process.env.MAIL_FROM = "Acme <people@acme.example>";
const { db, sql } = testDb();
const PASSWORD = "seven quiet lanterns";
const ANOTHER = "eleven muddy trombones";
const BROWSER = { previousSessionId: null, knownAccounts: [] };

afterAll(() => mails.stop());

const newAddress = () => `anna-${randomUUID()}@example.com`;

async function startWith(email: string, values: { password?: string; name?: string; next?: string } = {}) {
  const { later, done } = atOnce();
  const input = { email, name: "Anna", password: PASSWORD, ...values };
  const answer = await startSignUp(visitorAt(), input, later);
  await done();
  return answer;
}

async function askReset(email: string, visitor: VisitorCtx = visitorAt()) {
  const { later, done } = atOnce();
  const answer = await requestReset(visitor, { email }, later);
  await done();
  return answer;
}

/** A visitor, and how many transactions were begun for them so far. */
function counting(): { visitor: VisitorCtx; asked: () => number } {
  const visitor = visitorAt();
  let asked = 0;
  const run: VisitorCtx["db"]["run"] = (work) => {
    asked += 1;
    return visitor.db.run(work);
  };
  return { visitor: { ...visitor, db: { ...visitor.db, run } }, asked: () => asked };
}

const enter = (email: string, password = PASSWORD) => signIn(visitorAt(), { email, password }, BROWSER);
const accountsOf = (email: string) =>
  sql`select id, name, email_verified_at from accounts where email = ${email}`;
const openSessions = (id: string) =>
  sql`select 1 from member_sessions where account_id = ${id} and revoked_at is null`;

test("with a mail server there is no account before the mailed link is used, and then it is verified", async () => {
  const email = newAddress();
  expect(await startWith(email, { next: "/invite/abc" })).toBe("mailed");
  expect(await accountsOf(email)).toEqual([]);
  const token = tokenIn(mails.linkTo(email, "/sign-up/confirm"));
  expect(await confirmSignUp(visitorAt(), { token, password: PASSWORD })).toEqual({
    ...{ email, next: "/invite/abc" },
  });
  expect(await accountsOf(email)).toMatchObject([{ name: "Anna", email_verified_at: expect.any(Date) }]);
  expect(await enter(email)).not.toBeNull();
});

test("opening the link uses nothing up; of five uses at once exactly one succeeds", async () => {
  const email = newAddress();
  await startWith(email);
  const token = tokenIn(mails.linkTo(email, "/sign-up/confirm"));
  for (let at = 0; at < 3; at++) {
    expect(await findLinkState(visitorAt(), { token, purpose: "sign_up" })).toMatchObject({ state: "open" });
  }
  // The throttle by link lets five through.
  const uses = Array.from({ length: 5 }, () => confirmSignUp(visitorAt(), { token, password: PASSWORD }));
  const results = await Promise.allSettled(uses);
  expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  expect(await findLinkState(visitorAt(), { token, purpose: "sign_up" })).toEqual({ state: "used" });
  expect(await accountsOf(email)).toHaveLength(1);
});

test("who signs up with somebody else's address gets no account there by the owner's click", async () => {
  const email = newAddress();
  await startWith(email, { password: "the attacker knows this one" });
  const token = tokenIn(mails.linkTo(email, "/sign-up/confirm"));
  await expect(confirmSignUp(visitorAt(), { token, password: PASSWORD })).rejects.toMatchObject({
    ...{ code: "invalid_input", fieldErrors: { password: expect.stringContaining("sign up again") } },
  });
  expect(await accountsOf(email)).toEqual([]);
  await startWith(email);
  const own = tokenIn(mails.linkTo(email, "/sign-up/confirm"));
  await confirmSignUp(visitorAt(), { token: own, password: PASSWORD });
  expect(await findLinkState(visitorAt(), { token, purpose: "sign_up" })).toEqual({ state: "used" });
});

test("a link of 24 hours ago opens nothing", async () => {
  const email = newAddress();
  await startWith(email);
  const token = tokenIn(mails.linkTo(email, "/sign-up/confirm"));
  const tomorrow = visitorAt(() => new Date(Date.now() + 24 * 3_600_000 + 1_000));
  await expect(confirmSignUp(tomorrow, { token, password: PASSWORD })).rejects.toMatchObject({
    code: "conflict",
  });
  expect(await accountsOf(email)).toEqual([]);
});

test("the form answers the same for an address with an account, whose owner gets a mail that says so", async () => {
  const email = newAddress();
  await startWith(email);
  const token = tokenIn(mails.linkTo(email, "/sign-up/confirm"));
  await confirmSignUp(visitorAt(), { token, password: PASSWORD });
  const work = [];
  for (const address of [email, newAddress()]) {
    const { visitor, asked } = counting();
    const { later, done } = atOnce();
    const left: (() => Promise<void>)[] = [];
    const input = { email: address, name: "Eve", password: ANOTHER };
    const answer = await startSignUp(visitor, input, (afterwards) => void left.push(afterwards));
    work.push({ answer, asked: asked(), left: left.length });
    for (const each of left) later(each);
    await done();
  }
  // Two counts of tries, and nothing that looks at who it is.
  expect(work).toEqual(Array(2).fill({ answer: "mailed", asked: 2, left: 1 }));
  const told = (await mails.hasMails(email, 2)).at(-1);
  expect(told?.subject).toBe("You already have a Rollcall account");
  expect(told?.text).not.toContain("Eve");
  expect(await accountsOf(email)).toMatchObject([{ name: "Anna" }]);
  expect(await enter(email)).not.toBeNull();
});

test("an account that never proved its address is taken over by whoever proves it", async () => {
  const email = newAddress();
  // Made before there was a mail server.
  const { id } = await signUp(visitorAt(), { email, name: "Mallory", password: "the attacker knows this" });
  await signedIn(id);
  expect(await startWith(email)).toBe("mailed");
  const token = tokenIn(mails.linkTo(email, "/sign-up/confirm"));
  await confirmSignUp(visitorAt(), { token, password: PASSWORD });
  expect(await accountsOf(email)).toMatchObject([{ id, name: "Anna", email_verified_at: expect.any(Date) }]);
  expect(await openSessions(id)).toEqual([]);
  expect(await enter(email, "the attacker knows this")).toBeNull();
  expect(await enter(email)).not.toBeNull();
});

test("a forgotten password is set anew once, ends every session and proves the address", async () => {
  const email = newAddress();
  const { id } = await signUp(visitorAt(), { email, name: "Anna", password: PASSWORD });
  const { orgId } = await mintTenant();
  await sql`insert into members (org_id, account_id, role) values (${orgId}, ${id}, 'viewer')`;
  await signedIn(id);
  await askReset(email);
  await askReset(email);
  const [first, second] = (await mails.hasMails(email, 2)).map(
    ({ text }) => /reset-password\?token=([\w-]{43})/.exec(text)?.[1] ?? "",
  );
  const token = second ?? "";
  expect(await findLinkState(visitorAt(), { token, purpose: "reset" })).toMatchObject({
    state: "open",
    email,
  });
  const uses = Array.from({ length: 5 }, () => resetPassword(visitorAt(), { token, password: ANOTHER }));
  const results = await Promise.allSettled(uses);
  expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  expect(await openSessions(id)).toEqual([]);
  expect(await enter(email)).toBeNull();
  expect(await enter(email, ANOTHER)).not.toBeNull();
  expect((await accountsOf(email))[0]?.email_verified_at).toBeInstanceOf(Date);
  // The other one that was mailed is of no use any more.
  expect(await findLinkState(visitorAt(), { token: first ?? "", purpose: "reset" })).toEqual({
    state: "used",
  });
  const log =
    await sql`select actor_id, action from audit_log where org_id = ${orgId} and action like 'account.%'`;
  expect(log).toEqual([{ actor_id: id, action: "account.reset_password" }]);
});

test("a reset link of more than 30 minutes ago sets nothing, and an unusable password does not use it up", async () => {
  const email = newAddress();
  await signUp(visitorAt(), { email, name: "Anna", password: PASSWORD });
  await askReset(email);
  const token = tokenIn(mails.linkTo(email, "/reset-password"));
  await expect(resetPassword(visitorAt(), { token, password: "password1234" })).rejects.toMatchObject({
    code: "invalid_input",
  });
  const late = visitorAt(() => new Date(Date.now() + 30 * 60_000 + 1_000));
  await expect(resetPassword(late, { token, password: ANOTHER })).rejects.toMatchObject({ code: "conflict" });
  expect(await enter(email)).not.toBeNull();
  await expect(resetPassword(visitorAt(), { token, password: ANOTHER })).resolves.toEqual({ email });
});

test("asking for a reset answers the same for every address, before any look at who it is, a few times an hour", async () => {
  const email = newAddress();
  await signUp(visitorAt(), { email, name: "Anna", password: PASSWORD });
  for (const address of [email, newAddress()]) {
    const { visitor, asked } = counting();
    const left: (() => Promise<void>)[] = [];
    expect(await requestReset(visitor, { email: address }, (work) => void left.push(work))).toBeUndefined();
    expect({ asked: asked(), left: left.length }).toEqual({ asked: 2, left: 1 });
    for (let at = 0; at < 4; at++) {
      await requestReset(visitorAt(), { email: address }, () => {}).catch(() => {});
    }
    await expect(requestReset(visitorAt(), { email: address }, () => {})).rejects.toMatchObject({
      code: "throttled",
    });
  }
  expect(mails.received.filter(({ to }) => to === email)).toEqual([]);
});

test("an address gets a few mails an hour from the form, whoever asks from wherever", async () => {
  const email = newAddress();
  const asks = [];
  for (let at = 0; at < 7; at++) asks.push(await startWith(email).catch((error) => error.code));
  expect(asks).toEqual(["mailed", "mailed", "mailed", "mailed", "mailed", "throttled", "throttled"]);
  expect(mails.received.filter(({ to }) => to === email)).toHaveLength(5);
});

test("a guessed password of a mailed link is throttled by the link", async () => {
  const email = newAddress();
  await startWith(email);
  const token = tokenIn(mails.linkTo(email, "/sign-up/confirm"));
  const tries = [];
  for (let at = 0; at < 8; at++) {
    const guess = { token, password: `guess ${at}` };
    tries.push(await confirmSignUp(visitorAt(), guess).catch((error) => error.code));
  }
  expect(tries.slice(0, 6)).toEqual(Array(6).fill("invalid_input"));
  expect(tries.slice(6)).toEqual(["throttled", "throttled"]);
});

test("the application can't read what was mailed, and keeps hashes only", async () => {
  const email = newAddress();
  await startWith(email);
  const token = tokenIn(mails.linkTo(email, "/sign-up/confirm"));
  await expect(db.$client`select * from mail_links`).rejects.toMatchObject({ code: "42501" });
  const rows = await sql`select * from mail_links where email = ${email}`;
  expect(rows).toHaveLength(1);
  expect(JSON.stringify(rows)).not.toContain(token);
  expect(rows[0]?.token_hash).toBe(hashToken(token));
  await confirmSignUp(visitorAt(), { token, password: PASSWORD });
  const used = await sql`select password_hash from mail_links where email = ${email}`;
  expect(used).toEqual([{ password_hash: null }]);
});

test("an address is verified by a link only in a browser of that account", async () => {
  const email = newAddress();
  const { id } = await signUp(visitorAt(), { email, name: "Anna", password: PASSWORD });
  const account = await accountCtx(id);
  const other = (await mintTenant()).accountId;
  expect(account.emailVerifiedAt).toBeNull();
  await requestVerification(account);
  const token = tokenIn(mails.linkTo(email, "/account/verify"));
  await expect(verifyAddress(await accountCtx(other), { token })).rejects.toMatchObject({ code: "conflict" });
  expect((await accountCtx(id)).emailVerifiedAt).toBeNull();
  await verifyAddress(account, { token });
  expect((await accountCtx(id)).emailVerifiedAt).toBeInstanceOf(Date);
  await expect(verifyAddress(account, { token })).rejects.toMatchObject({ code: "conflict" });
});
