import { randomUUID } from "node:crypto";
import { afterAll, describe, expect, test } from "vitest";
import {
  cancelEmailChange,
  findEmailChange,
  proveEmailChange,
  requestEmailChange,
} from "@/lib/auth/profile/change-email";
import { renameAccount } from "@/lib/auth/profile/rename";
import { requestReset, resetPassword } from "@/lib/auth/reset-password";
import { startAuthenticator } from "@/lib/auth/second-factor/authenticator";
import { signIn } from "@/lib/auth/sign-in";
import type { AccountCtx } from "@/lib/context";
import { deleteAccount, listOnlyOwned } from "@/lib/members/delete-account";
import { accountCtx, mintAccount } from "../../support/account";
import { testDb } from "../../support/db";
import { startMailServer, tokenIn } from "../../support/mail-server";
import { mintPasskey } from "../../support/passkey";
import { atOnce, visitorAt } from "../../support/portal";
import { signedIn } from "../../support/request";
import { mintMember, mintTenant } from "../../support/tenant";

const mails = await startMailServer();
// Read once a process, with the first use of the database.
process.env.SMTP_URL = mails.url;
const { sql } = testDb();
const PASSWORD = "eleven muddy trombones";

afterAll(() => mails.stop());

const newAddress = () => `anna-${randomUUID()}@example.com`;
const confirmed = (ctx: AccountCtx): AccountCtx => ({ ...ctx, confirmedAt: ctx.clock() });
const mailsTo = (address: string) => mails.received.filter(({ to }) => to === address);

async function mintVerified(): Promise<AccountCtx> {
  const { accountId } = await mintAccount();
  await sql`update accounts set email_verified_at = now() where id = ${accountId}`;
  return confirmed(await accountCtx(accountId));
}

async function request(ctx: AccountCtx, email: string) {
  const { later, done } = atOnce();
  await requestEmailChange(ctx, { email }, later);
  await done();
  const token = (address: string) => {
    const isLinked = mailsTo(address).at(-1)?.text.includes("/account/email");
    return isLinked ? tokenIn(mails.linkTo(address, "/account/email")) : "";
  };
  return { from: token(ctx.email), to: token(email) };
}

const emailOf = async ({ accountId }: AccountCtx) =>
  (await sql`select email from accounts where id = ${accountId}`)[0]?.email;

describe("another address", () => {
  test.each(["from first", "to first"])("counts once both mailed links were used, %s", async (order) => {
    const ctx = await mintVerified();
    const email = newAddress();
    const { from, to } = await request(ctx, email);
    const [first, second] = order === "from first" ? [from, to] : [to, from];
    expect(await proveEmailChange(ctx, { token: first })).toEqual({ changed: false, email });
    expect(await emailOf(ctx)).toBe(ctx.email);
    await expect(proveEmailChange(ctx, { token: first })).rejects.toMatchObject({ code: "conflict" });
    const { later, done } = atOnce();
    expect(await proveEmailChange(ctx, { token: second }, later)).toEqual({ changed: true, email });
    await done();
    expect(await emailOf(ctx)).toBe(email);
    expect(mailsTo(ctx.email).at(-1)?.subject).toBe("Your e-mail address was changed");
  });

  test("is not asked for twice: an earlier request's links are useless, and so are cancelled ones", async () => {
    const ctx = await mintVerified();
    const earlier = await request(ctx, newAddress());
    const { from, to } = await request(ctx, newAddress());
    for (const token of [earlier.from, earlier.to])
      await expect(proveEmailChange(ctx, { token })).rejects.toMatchObject({ code: "conflict" });
    await cancelEmailChange(ctx);
    for (const token of [from, to])
      await expect(proveEmailChange(ctx, { token })).rejects.toMatchObject({ code: "conflict" });
    expect(await findEmailChange(ctx)).toBeNull();
  });

  test("takes a confirmed browser of the account itself, and is over after a day", async () => {
    const ctx = await mintVerified();
    const email = newAddress();
    await expect(requestEmailChange({ ...ctx, confirmedAt: null }, { email })).rejects.toMatchObject({
      code: "confirm_needed",
    });
    const { from, to } = await request(ctx, email);
    const other = await mintVerified();
    await expect(proveEmailChange(other, { token: to })).rejects.toMatchObject({ code: "conflict" });
    const tomorrow = { ...ctx, clock: () => new Date(Date.now() + 24 * 3_600_000 + 1000) };
    await expect(proveEmailChange(tomorrow, { token: from })).rejects.toMatchObject({ code: "conflict" });
    const kept = await sql`select * from email_changes where account_id = ${ctx.accountId}`;
    expect(JSON.stringify(kept)).not.toContain(from);
  });

  test("that has an account is answered the same, and only its owner's mail says so", async () => {
    const ctx = await mintVerified();
    const taken = await mintVerified();
    await request(ctx, taken.email);
    expect(await findEmailChange(ctx)).toEqual({ email: taken.email, fromProved: false, toProved: false });
    expect(mailsTo(taken.email).map(({ subject }) => subject)).toEqual([
      "Your e-mail address already has an account",
    ]);
    const free = newAddress();
    const { from, to } = await request(ctx, free);
    await proveEmailChange(ctx, { token: from });
    await sql`update accounts set email = ${free} where id = ${taken.accountId}`;
    await expect(proveEmailChange(ctx, { token: to })).rejects.toMatchObject({ code: "conflict" });
    expect(await emailOf(ctx)).toBe(ctx.email);
  });

  test("of an account whose address nobody proved needs the proof of the new one only", async () => {
    const { accountId } = await mintAccount();
    const ctx = confirmed(await accountCtx(accountId));
    const email = newAddress();
    const { to } = await request(ctx, email);
    expect(mailsTo(ctx.email)).toEqual([]);
    expect(await proveEmailChange(ctx, { token: to })).toEqual({ changed: true, email });
  });
});

test("another name is in the audit log of each organization", async () => {
  const tenant = await mintTenant();
  const account = await accountCtx(tenant.accountId);
  await renameAccount(account, { name: "Ada" });
  const rows = await sql`select action, detail from audit_log where org_id = ${tenant.orgId}`;
  expect(rows.map(({ action }) => action)).toEqual(["account.rename"]);
  expect((await accountCtx(tenant.accountId)).name).toBe("Ada");
});

describe("a deleted account", () => {
  test("takes its sessions and memberships with it, and leaves the audit log and the organization", async () => {
    const tenant = await mintTenant();
    const member = await mintMember(tenant, "admin");
    const ctx = confirmed(await accountCtx(member.accountId));
    const { sessionId } = await signedIn(member.accountId);
    await mintPasskey(member.accountId);
    await expect(deleteAccount(ctx, { typed: "someone@example.com" })).rejects.toMatchObject({
      code: "invalid_input",
    });
    const { later, done } = atOnce();
    await deleteAccount(ctx, { typed: ctx.email }, later);
    await done();
    expect(await sql`select from accounts where id = ${ctx.accountId}`).toHaveLength(0);
    expect(await sql`select from member_sessions where sid_hash = ${sessionId}`).toHaveLength(0);
    expect(await sql`select from members where account_id = ${ctx.accountId}`).toHaveLength(0);
    expect(await sql`select from account_passkeys where account_id = ${ctx.accountId}`).toHaveLength(0);
    const log = await sql`select action, actor_id from audit_log where org_id = ${tenant.orgId}`;
    expect(log).toEqual([{ action: "account.delete", actor_id: ctx.accountId }]);
    expect(mailsTo(ctx.email).at(-1)?.subject).toBe("Your account was deleted");
  });

  test("is refused while an organization would be left without an owner", async () => {
    const tenant = await mintTenant();
    const ctx = confirmed(await accountCtx(tenant.accountId));
    expect(await listOnlyOwned(ctx)).toHaveLength(1);
    await expect(deleteAccount(ctx, { typed: ctx.email })).rejects.toMatchObject({ code: "conflict" });
    const other = await mintMember(tenant, "owner");
    const both = [ctx, confirmed(await accountCtx(other.accountId))];
    expect(await listOnlyOwned(ctx)).toEqual([]);
    const tries = await Promise.allSettled(both.map((each) => deleteAccount(each, { typed: each.email })));
    expect(tries.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await sql`select role from members where org_id = ${tenant.orgId}`).toEqual([{ role: "owner" }]);
  });
});

describe("a new password by mail", () => {
  async function reset(ctx: AccountCtx) {
    const { later, done } = atOnce();
    await requestReset(visitorAt(), { email: ctx.email }, later);
    await done();
    const token = tokenIn(mails.linkTo(ctx.email, "/reset-password"));
    await resetPassword(visitorAt(), { token, password: PASSWORD });
    const browser = { previousSessionId: null, knownAccounts: [] };
    return signIn(visitorAt(), { email: ctx.email, password: PASSWORD }, browser);
  }

  test("does not skip the second factor", async () => {
    const ctx = await mintVerified();
    await mintPasskey(ctx.accountId);
    expect(await reset(ctx)).toMatchObject({ step: expect.any(String) });
  });

  test("gives an account whose address nobody had proved to who proves it, without its second factor", async () => {
    const { accountId } = await mintAccount();
    const ctx = confirmed(await accountCtx(accountId));
    await expect(startAuthenticator(ctx)).rejects.toMatchObject({
      message: "Verify your e-mail address first.",
    });
    await mintPasskey(accountId);
    expect(await reset(ctx)).toMatchObject({ sid: expect.any(String) });
    expect((await accountCtx(accountId)).hasSecondFactor).toBe(false);
  });
});
