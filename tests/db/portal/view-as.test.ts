import { beforeEach, expect, test } from "vitest";
import { portalCookie } from "@/lib/auth/portal/cookies";
import { openPortal } from "@/lib/auth/portal/open";
import { startView } from "@/lib/auth/portal/view-as";
import { hashToken } from "@/lib/auth/token";
import type { WorkspaceCtx } from "@/lib/context";
import { leavePortalAction, viewAsAction } from "@/lib/portal/actions";
import { testDb } from "../../support/db";
import { portalBrowser } from "../../support/portal";
import { inRequest, signedIn } from "../../support/request";
import { mintMember, mintTenant, mintUser, mintWorkspace, type Tenant } from "../../support/tenant";

let admin: Tenant;
let ws: WorkspaceCtx & { slug: string };
let slugs: { org: string; workspace: string };
let userId: number;

beforeEach(async () => {
  admin = await mintMember(await mintTenant(), "admin");
  ws = await mintWorkspace(admin.ctx);
  slugs = { org: admin.slug, workspace: ws.slug };
  userId = (await mintUser(ws, { email: "ann@example.com", firstName: "Ann" })).id;
});

const open = (cookie: string) => inRequest({ cookie }, () => openPortal(slugs.org, slugs.workspace));
const viewCookie = (token: string) => `${portalCookie("view", slugs).name}=${token}`;

/** The browser of a member who looks as the user: the view's cookie beside the member's own. */
async function look(member = admin) {
  const own = await signedIn(member.accountId);
  const { token } = await startView(ws, { userId });
  return { token, own, cookie: `${own.cookie}; ${viewCookie(token)}` };
}

test("an admin sees the portal as the user, and the audit log says so", async () => {
  const { cookie } = await signedIn(admin.accountId);
  const path = `/p/${slugs.org}/${slugs.workspace}`;
  await inRequest({ cookie }, async () => {
    expect(await viewAsAction(slugs, { userId })).toEqual({ ok: true, data: { path } });
    const ctx = await openPortal(slugs.org, slugs.workspace);
    expect(ctx).toMatchObject({
      user: { id: userId },
      actor: { kind: "member", accountId: admin.accountId },
    });
    const left = (ctx.view?.endsAt.getTime() ?? 0) - Date.now();
    expect(Math.round(left / 60_000)).toBe(30);
    await leavePortalAction({ ...slugs, purpose: "view" });
  });
  await expect(open(cookie)).rejects.toMatchObject({ code: "unauthenticated" });
  const [entry] = await testDb()
    .sql`select action, target_id, target_label from audit_log where org_id = ${ws.orgId} order by id desc`;
  // The log keeps no name of a user: it is looked up when the log is read.
  expect(entry).toEqual({ action: "portal.view_as", target_id: String(userId), target_label: null });
});

test("it is worth nothing without the member's own session, or beside another member's", async () => {
  const { token, own, cookie } = await look();
  expect(await open(cookie)).toMatchObject({ user: { id: userId } });
  const other = await signedIn((await mintMember(admin, "owner")).accountId);
  for (const less of [viewCookie(token), own.cookie, `${other.cookie}; ${viewCookie(token)}`]) {
    await expect(open(less)).rejects.toMatchObject({ code: "unauthenticated" });
  }
  await testDb().sql`update member_sessions set revoked_at = now() where sid_hash = ${own.sessionId}`;
  await expect(open(cookie)).rejects.toMatchObject({ code: "unauthenticated" });
});

test("it ends with the member's role, and with their membership", async () => {
  const { cookie } = await look();
  const who = admin.accountId;
  await testDb().sql`update members set role = 'viewer' where account_id = ${who}`;
  await expect(open(cookie)).rejects.toMatchObject({ code: "unauthenticated" });
  await testDb().sql`update members set role = 'admin' where account_id = ${who}`;
  expect(await open(cookie)).toMatchObject({ user: { id: userId } });
  await testDb().sql`delete from members where account_id = ${who}`;
  await expect(open(cookie)).rejects.toMatchObject({ code: "unauthenticated" });
});

test("it ends after half an hour, when the user is removed, and when the member looks as another", async () => {
  const late = await look();
  await testDb().sql`
    update portal_tokens set expires_at = now() - interval '1 second' where hash = ${hashToken(late.token)}`;
  await expect(open(late.cookie)).rejects.toMatchObject({ code: "unauthenticated" });
  const first = await look();
  const second = await look();
  await expect(open(first.cookie)).rejects.toMatchObject({ code: "unauthenticated" });
  expect(await open(second.cookie)).toMatchObject({ user: { id: userId } });
  await testDb().sql`update users set state = 'removed', removed_at = now() where id = ${userId}`;
  await expect(open(second.cookie)).rejects.toMatchObject({ code: "unauthenticated" });
  await expect(startView(ws, { userId })).rejects.toMatchObject({ code: "not_found" });
});

test("a user's own sessions and links are what they were, during a look and after it", async () => {
  const own = await portalBrowser(ws, slugs, userId);
  const before = await testDb().sql`select * from portal_tokens where kind <> 'view'`;
  const { cookie } = await look();
  await inRequest({ cookie }, () => leavePortalAction({ ...slugs, purpose: "view" }));
  expect(await testDb().sql`select * from portal_tokens where kind <> 'view'`).toEqual(before);
  expect(await open(own)).toMatchObject({ user: { id: userId }, view: null });
});

test("a viewer may not look as anybody", async () => {
  const viewer = await signedIn((await mintMember(admin, "viewer")).accountId);
  const result = await inRequest({ cookie: viewer.cookie }, () => viewAsAction(slugs, { userId }));
  expect(result).toMatchObject({ ok: false, error: { code: "forbidden" } });
});
