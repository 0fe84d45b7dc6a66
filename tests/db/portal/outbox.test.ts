import { afterEach, beforeEach, expect, test } from "vitest";
import PortalSignInPage from "@/app/(portal)/p/[org]/[workspace]/sign-in/page";
import KeptMailsPage from "@/app/dev/mails/page";
import { NoSignInLinks } from "@/components/portal/no-sign-in-links";
import { RequestLinkForm } from "@/components/portal/request-link-form";
import { openPortal } from "@/lib/auth/portal/open";
import { requestPortalLink } from "@/lib/auth/portal/request-link";
import { endSession } from "@/lib/auth/session";
import type { WorkspaceCtx } from "@/lib/context";
import { env } from "@/lib/env";
import { keepMail, readKeptMails } from "@/lib/mail/outbox";
import { enterPortalAction } from "@/lib/portal/actions";
import { testDb } from "../../support/db";
import { atOnce, mintToken, visitorAt } from "../../support/portal";
import { inRequest, signedIn } from "../../support/request";
import { mintTenant, mintUser, mintWorkspace, type Tenant } from "../../support/tenant";

// Mails that are kept let admins in as their users: only where the operator wants that, and never unseen.

const { sql } = testDb();
const settings = { ...env() };
let owner: Tenant;
let ws: WorkspaceCtx & { slug: string };
let slugs: { org: string; workspace: string };
let userId: number;

beforeEach(async () => {
  owner = await mintTenant();
  ws = await mintWorkspace(owner.ctx);
  slugs = { org: owner.slug, workspace: ws.slug };
  userId = (await mintUser(ws, { email: "ann@example.com" })).id;
});
afterEach(() => void Object.assign(env(), settings, { MAIL_OUTBOX: settings.MAIL_OUTBOX }));

const mail = {
  ...{ to: { name: "Ann", address: "ann@example.com" }, subject: "Sign in", html: "<p>Hello</p>" },
  text: "http://localhost:3000/p/x/y/enter?token=t",
};

async function ask() {
  const { later, done } = atOnce();
  await requestPortalLink(visitorAt(), { ...slugs, email: "ann@example.com" }, later);
  await done();
}

test.each(["0", undefined] as const)(
  "with MAIL_OUTBOX=%s no link is made or kept, and it is said why",
  async (off) => {
    env().MAIL_OUTBOX = off;
    env().NODE_ENV = "production";
    await expect(ask()).rejects.toMatchObject({
      code: "mail_failed",
      message: "No mail server is set up, so no sign-in link can be sent.",
    });
    expect(await sql`select from portal_tokens where user_id = ${userId}`).toEqual([]);
    expect(await readKeptMails(owner.orgId)).toEqual([]);
    await keepMail(owner.orgId, mail, new Date());
    const { cookie } = await signedIn(owner.accountId);
    await expect(inRequest({ cookie }, () => KeptMailsPage())).rejects.toMatchObject({
      digest: "NEXT_HTTP_ERROR_FALLBACK;404",
    });
    expect(await shown()).toEqual([NoSignInLinks]);
  },
);

test("development has the outbox without being asked", async () => {
  env().MAIL_OUTBOX = undefined;
  env().NODE_ENV = "development";
  await ask();
  expect(await readKeptMails(owner.orgId)).toHaveLength(1);
  expect(await shown()).toEqual([RequestLinkForm]);
});

/** Which of the two the sign-in page has. */
async function shown(): Promise<unknown[]> {
  const props = { params: Promise.resolve(slugs), searchParams: Promise.resolve({}) };
  const page = await inRequest({}, () => PortalSignInPage(props));
  const { children } = page.props as { children: { type: unknown } };
  return [children.type];
}

test("reading the outbox is in the audit log, unless there was nothing to read", async () => {
  const { cookie } = await signedIn(owner.accountId);
  const read = () => sql`
    select actor_id, detail from audit_log where org_id = ${owner.orgId} and action = 'portal.read_outbox'`;
  await inRequest({ cookie }, () => KeptMailsPage());
  expect([...(await read())]).toEqual([]);
  await keepMail(owner.orgId, mail, new Date());
  await inRequest({ cookie }, () => KeptMailsPage());
  expect([...(await read())]).toEqual([{ actor_id: owner.accountId, detail: { mails: 1 } }]);
});

test("a session by a kept link where a member is signed in ends with the member's, for good", async () => {
  const link = await mintToken(ws, { kind: "link", userId });
  const { cookie, sessionId } = await signedIn(owner.accountId);
  let portal = "";
  await inRequest({ cookie }, async () => {
    expect(await enterPortalAction({ ...slugs, token: link })).toMatchObject({ ok: true });
    expect(await openPortal(slugs.org, slugs.workspace)).toMatchObject({ user: { id: userId } });
    const { cookies } = await import("next/headers");
    portal = (await cookies())
      .getAll()
      .filter(({ name }) => name.includes("portal"))
      .map(({ name, value }) => `${name}=${value}`)
      .join("; ");
  });
  const [entry] = await sql`
    select detail from audit_log where org_id = ${owner.orgId} and action = 'portal.enter'`;
  expect(entry?.detail).toMatchObject({ keptLink: true, signedInAs: "owner" });
  const open = (cookie: string) => inRequest({ cookie }, () => openPortal(slugs.org, slugs.workspace));
  expect(await open(`${cookie}; ${portal}`)).toMatchObject({ user: { id: userId } });
  await endSession(visitorAt(), sessionId);
  await expect(open(`${cookie}; ${portal}`)).rejects.toMatchObject({ code: "unauthenticated" });
  const again = await signedIn(owner.accountId);
  await expect(open(`${again.cookie}; ${portal}`)).rejects.toMatchObject({ code: "unauthenticated" });
  expect(await sql`select from portal_tokens where kind = 'session' and user_id = ${userId}`).toEqual([]);
});

test("a user who enters by a kept link in a browser of their own has a session of its own", async () => {
  const link = await mintToken(ws, { kind: "link", userId });
  await inRequest({}, async () => {
    expect(await enterPortalAction({ ...slugs, token: link })).toMatchObject({ ok: true });
    expect(await openPortal(slugs.org, slugs.workspace)).toMatchObject({ user: { id: userId } });
  });
  const [session] =
    await sql`select member_id from portal_tokens where kind = 'session' and user_id = ${userId}`;
  expect(session).toEqual({ member_id: null });
});
