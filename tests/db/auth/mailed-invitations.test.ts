import { randomUUID } from "node:crypto";
import { afterAll, expect, test } from "vitest";
import { acceptInvitation } from "@/lib/members/invitations/accept";
import { createInvitation } from "@/lib/members/invitations/create";
import { joinByMail } from "@/lib/members/invitations/join-by-mail";
import { findInvitation } from "@/lib/members/read";
import { signUp } from "@/lib/members/sign-up";
import { accountCtx } from "../../support/account";
import { testDb } from "../../support/db";
import { startMailServer, tokenIn } from "../../support/mail-server";
import { atOnce, visitorAt } from "../../support/portal";
import { signedIn } from "../../support/request";
import { mintTenant, type Tenant } from "../../support/tenant";

const mails = await startMailServer();
// Read once a process, with the first use of the database.
process.env.SMTP_URL = mails.url;
const { sql } = testDb();
const PASSWORD = "seven quiet lanterns";

afterAll(() => mails.stop());

const newAddress = () => `robin-${randomUUID()}@example.com`;

async function invite({ ctx }: Tenant, email: string) {
  const { later, done } = atOnce();
  const { link, mailed } = await createInvitation(ctx, { email, role: "admin" }, later);
  await done();
  expect(mailed).toBe(true);
  return { copied: tokenIn(link), mailed: tokenIn(mails.linkTo(email, "/invite/")) };
}

const rolesIn = ({ orgId }: Tenant, email: string) => sql`
  select m.role, a.email_verified_at is not null as verified from members m join accounts a on a.id = m.account_id
  where m.org_id = ${orgId} and a.email = ${email}`;

test("the mailed link makes a verified account and a member of it, without a further mail, once", async () => {
  const [ours, email] = [await mintTenant(), newAddress()];
  const { mailed, copied } = await invite(ours, email);
  expect(mailed).not.toBe(copied);
  expect(await findInvitation(visitorAt(), mailed)).toMatchObject({ mailed: true, hasAccount: false });
  const input = { token: mailed, name: "Robin", password: PASSWORD };
  const uses = await Promise.allSettled(Array.from({ length: 6 }, () => joinByMail(visitorAt(), input)));
  expect(uses.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  expect(await rolesIn(ours, email)).toEqual([{ role: "admin", verified: true }]);
  expect(mails.received.filter(({ to }) => to === email)).toHaveLength(1);
  expect(await findInvitation(visitorAt(), copied)).toMatchObject({ state: "used" });
  const log = await sql`select actor_kind, actor_label, target_label from audit_log
    where org_id = ${ours.orgId} and action = 'invitation.accept'`;
  expect(log).toEqual([{ actor_kind: "member", actor_label: "Robin", target_label: email }]);
});

test("the copied link opens no account, and does not say whether there is one", async () => {
  const [ours, email] = [await mintTenant(), newAddress()];
  const { copied } = await invite(ours, email);
  const input = { token: copied, name: "Robin", password: PASSWORD };
  await expect(joinByMail(visitorAt(), input)).rejects.toMatchObject({ code: "not_found" });
  await signUp(visitorAt(), { email, name: "Robin", password: PASSWORD });
  await sql`update accounts set email_verified_at = now() where email = ${email}`;
  expect(await findInvitation(visitorAt(), copied)).toMatchObject({ mailed: false, hasAccount: false });
  expect(await rolesIn(ours, email)).toEqual([]);
});

test("with the copied link an account has to have proved its address; the mailed one proves it", async () => {
  const [ours, email] = [await mintTenant(), newAddress()];
  const { copied, mailed } = await invite(ours, email);
  const { id } = await signUp(visitorAt(), { email, name: "Robin", password: PASSWORD });
  await expect(acceptInvitation(await accountCtx(id), { token: copied })).rejects.toMatchObject({
    ...{ code: "conflict", message: "Verify your e-mail address first." },
  });
  expect(await findInvitation(visitorAt(), copied)).toMatchObject({ state: "open" });
  expect(await acceptInvitation(await accountCtx(id), { token: mailed })).toEqual({ slug: ours.slug });
  expect(await rolesIn(ours, email)).toEqual([{ role: "admin", verified: true }]);
});

test("an account that somebody else made with the address is handed to whoever was invited", async () => {
  const [ours, email] = [await mintTenant(), newAddress()];
  const { id } = await signUp(visitorAt(), { email, name: "Mallory", password: "the attacker knows this" });
  await signedIn(id);
  const { mailed } = await invite(ours, email);
  await joinByMail(visitorAt(), { token: mailed, name: "Robin", password: PASSWORD });
  expect(await sql`select name from accounts where email = ${email}`).toEqual([{ name: "Robin" }]);
  expect(await sql`select 1 from member_sessions where account_id = ${id} and revoked_at is null`).toEqual(
    [],
  );
});

test("a verified account is not touched by the mailed link: its owner signs in", async () => {
  const [ours, email] = [await mintTenant(), newAddress()];
  const { id } = await signUp(visitorAt(), { email, name: "Robin", password: PASSWORD });
  await sql`update accounts set email_verified_at = now() where id = ${id}`;
  const { mailed } = await invite(ours, email);
  expect(await findInvitation(visitorAt(), mailed)).toMatchObject({ hasAccount: true });
  const input = { token: mailed, name: "Other", password: "eleven muddy trombones" };
  await expect(joinByMail(visitorAt(), input)).rejects.toMatchObject({ code: "conflict" });
  expect(await findInvitation(visitorAt(), mailed)).toMatchObject({ state: "open" });
  expect(await sql`select name from accounts where email = ${email}`).toEqual([{ name: "Robin" }]);
});

test("a new invitation makes both links of the one before useless", async () => {
  const [ours, email] = [await mintTenant(), newAddress()];
  const before = await invite(ours, email);
  await invite(ours, email);
  for (const token of [before.copied, before.mailed]) {
    expect(await findInvitation(visitorAt(), token)).toMatchObject({ state: "revoked" });
  }
});
