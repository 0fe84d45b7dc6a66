import { randomUUID } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import { changePassword } from "@/lib/auth/change-password";
import { hashPassword } from "@/lib/auth/password";
import { requestReset, resetPassword } from "@/lib/auth/reset-password";
import { signIn } from "@/lib/auth/sign-in";
import { env } from "@/lib/env";
import { readKeptMails } from "@/lib/mail/outbox";
import { createInvitation } from "@/lib/members/invitations/create";
import { signUp, startSignUp } from "@/lib/members/sign-up";
import { requireSignUpAllowed } from "@/lib/members/sign-up-mode";
import { accountCtx } from "../../support/account";
import { testDb } from "../../support/db";
import { tokenIn } from "../../support/mail-server";
import { atOnce, visitorAt } from "../../support/portal";
import { signedIn } from "../../support/request";
import { mintTenant } from "../../support/tenant";

const { sql } = testDb();
const PASSWORD = "seven quiet lanterns";
const ANOTHER = "eleven muddy trombones";
const BROWSER = { previousSessionId: null, knownAccounts: [] };

async function mint() {
  const email = `anna-${randomUUID()}@example.com`;
  const { id } = await signUp(visitorAt(), { email, name: "Anna", password: PASSWORD });
  return { id, email };
}

const enter = (email: string, password: string) => signIn(visitorAt(), { email, password }, BROWSER);
const liveSessions = async (id: string) =>
  (await sql`select sid_hash from member_sessions where account_id = ${id} and revoked_at is null`).map(
    ({ sid_hash }) => sid_hash,
  );

test("a new password ends the other sessions, keeps this one, and is in the audit log", async () => {
  const { id, email } = await mint();
  const { orgId } = await mintTenant();
  await sql`insert into members (org_id, account_id, role) values (${orgId}, ${id}, 'viewer')`;
  const here = await signedIn(id);
  await signedIn(id);
  const ctx = { ...(await accountCtx(id)), sessionId: here.sessionId };
  expect(await changePassword(ctx, { current: PASSWORD, password: ANOTHER })).toEqual({ ended: 1 });
  expect(await liveSessions(id)).toEqual([here.sessionId]);
  expect(await enter(email, PASSWORD)).toBeNull();
  expect(await enter(email, ANOTHER)).not.toBeNull();
  const log =
    await sql`select action, actor_id from audit_log where org_id = ${orgId} and action like 'account.%'`;
  expect(log).toEqual([{ action: "account.change_password", actor_id: id }]);
});

test("without the current password nothing changes, and guesses are slowed down", async () => {
  const { id, email } = await mint();
  const other = await signedIn(id);
  const ctx = await accountCtx(id);
  const wrong = { current: "not it", password: ANOTHER };
  await expect(changePassword(ctx, wrong)).rejects.toMatchObject({
    ...{
      code: "invalid_input",
      fieldErrors: { current: expect.stringContaining("not your current password") },
    },
  });
  for (let at = 0; at < 5; at++) await changePassword(ctx, wrong).catch(() => {});
  await expect(changePassword(ctx, { ...wrong, current: PASSWORD })).rejects.toMatchObject({
    code: "throttled",
  });
  expect(await liveSessions(id)).toEqual([other.sessionId]);
  expect(await enter(email, PASSWORD)).not.toBeNull();
});

test("a new password that would be guessed is refused with the reason", async () => {
  const { id, email } = await mint();
  const ctx = await accountCtx(id);
  for (const password of ["password1234", "Summer2026!!", email]) {
    await expect(changePassword(ctx, { current: PASSWORD, password })).rejects.toMatchObject({
      ...{ code: "invalid_input", fieldErrors: { password: expect.any(String) } },
    });
  }
  expect(await enter(email, PASSWORD)).not.toBeNull();
});

test("without a mail server a reset link is kept for the operator, for no page, and proves no address", async () => {
  const { id, email } = await mint();
  const { later, done } = atOnce();
  await requestReset(visitorAt(), { email }, later);
  await done();
  const folder = join(resolve(env().ROLLCALL_DATA_DIR), "mails", "accounts");
  const texts = await Promise.all(
    (await readdir(folder)).map((name) => readFile(join(folder, name), "utf8")),
  );
  const kept = texts.map((text) => JSON.parse(text)).find(({ to }) => to.address === email);
  const link = /https?:\S+/.exec(kept.text)?.[0] ?? "";
  expect((await readKeptMails("accounts")).some(({ to }) => to.address === email)).toBe(true);
  await resetPassword(visitorAt(), { token: tokenIn(link), password: ANOTHER });
  expect(await enter(email, ANOTHER)).not.toBeNull();
  expect((await accountCtx(id)).emailVerifiedAt).toBeNull();
});

test("without a mail server an account is there at once, unverified, and its form says when the address has one", async () => {
  const email = `anna-${randomUUID()}@example.com`;
  const input = { email, name: "Anna", password: PASSWORD };
  expect(await startSignUp(visitorAt(), input, () => {})).toBe("ready");
  const rows = await sql`select email_verified_at from accounts where email = ${email}`;
  expect(rows).toEqual([{ email_verified_at: null }]);
  await expect(startSignUp(visitorAt(), input, () => {})).rejects.toMatchObject({ code: "conflict" });
});

test("an invited sign-up takes an open invitation of that address, a closed one takes none", async () => {
  const ours = await mintTenant();
  const email = `robin-${randomUUID()}@example.com`;
  const { link } = await createInvitation(ours.ctx, { email, role: "viewer" });
  const invitation = tokenIn(link);
  const allowed = (who: { email: string; invitation: string | null }, mode: "invited" | "closed" | "open") =>
    requireSignUpAllowed(visitorAt(), who, mode).then(
      () => true,
      (error) => error.code,
    );
  expect(await allowed({ email, invitation }, "invited")).toBe(true);
  expect(await allowed({ email: "other@example.com", invitation }, "invited")).toBe("forbidden");
  expect(await allowed({ email, invitation: null }, "invited")).toBe("forbidden");
  expect(await allowed({ email, invitation: "g".repeat(43) }, "invited")).toBe("forbidden");
  expect(await allowed({ email, invitation }, "closed")).toBe("forbidden");
  expect(await allowed({ email, invitation: null }, "open")).toBe(true);
  await sql`update invitations set revoked_at = now() where org_id = ${ours.orgId}`;
  expect(await allowed({ email, invitation }, "invited")).toBe("forbidden");
});

test("an account whose domain was kept in Unicode signs in with either spelling, and is kept in ASCII from then on", async () => {
  const local = `anna-${randomUUID()}`;
  const passwordHash = await hashPassword(PASSWORD);
  const [row] = await sql`insert into accounts (email, name, password_hash)
    values (${`${local}@münchen.example`}, 'Anna', ${passwordHash}) returning id`;
  const ascii = `${local}@xn--mnchen-3ya.example`;
  expect(await enter(ascii, PASSWORD)).toMatchObject({ accountId: row?.id });
  expect(await sql`select email from accounts where id = ${row?.id}`).toEqual([{ email: ascii }]);
});
