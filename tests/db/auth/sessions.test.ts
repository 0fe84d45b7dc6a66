import { expect, test } from "vitest";
import { SESSION_LIFE } from "@/lib/auth/cookies";
import { openAccount, openOrg, openWorkspace } from "@/lib/auth/open";
import { endSession } from "@/lib/auth/session";
import { listSessions, revokeOtherSessions, revokeSession } from "@/lib/auth/sessions";
import { newToken } from "@/lib/auth/token";
import { testDb } from "../../support/db";
import { inRequest, sealedCookie, signedIn } from "../../support/request";
import { mintTenant, mintWorkspace } from "../../support/tenant";

const { sql } = testDb();
const DAY_MS = 86_400_000;

test("a request with a live session is the account it belongs to", async () => {
  const tenant = await mintTenant();
  const browser = await signedIn(tenant.accountId);
  const account = await inRequest(browser, openAccount);
  expect(account).toMatchObject({
    accountId: tenant.accountId,
    email: tenant.email,
    sessionId: browser.sessionId,
  });
});

test("a request without a cookie, with a forged one or with an unknown session is nobody", async () => {
  const tenant = await mintTenant();
  const { cookie } = await signedIn(tenant.accountId);
  const sent = [
    "",
    `${cookie.slice(0, -6)}AAAAAA`,
    "rollcall.session=nonsense",
    await sealedCookie(newToken()),
    await sealedCookie(newToken(), "another installation's secret"),
  ];
  for (const cookie of sent) {
    await expect(inRequest({ cookie }, openAccount)).rejects.toMatchObject({ code: "unauthenticated" });
  }
});

test("a session that was ended is useless at once, although its cookie is still good", async () => {
  const tenant = await mintTenant();
  const browser = await signedIn(tenant.accountId);
  await endSession(await inRequest(browser, openAccount), browser.sessionId);
  await expect(inRequest(browser, openAccount)).rejects.toMatchObject({ code: "unauthenticated" });
});

test("a session ends after a fortnight, and after four days without a visit", async () => {
  const tenant = await mintTenant();
  const browser = await signedIn(tenant.accountId);
  await sql`update member_sessions set expires_at = now() - interval '1 second' where sid_hash = ${browser.sessionId}`;
  await expect(inRequest(browser, openAccount)).rejects.toMatchObject({ code: "unauthenticated" });

  const idle = await signedIn(tenant.accountId, new Date(Date.now() - SESSION_LIFE.idleMs - 1000));
  await expect(inRequest(idle, openAccount)).rejects.toMatchObject({ code: "unauthenticated" });
});

test("being seen is written down at most every five minutes", async () => {
  const tenant = await mintTenant();
  const seen = async (sessionId: string) =>
    (await sql`select last_seen_at from member_sessions where sid_hash = ${sessionId}`)[0]
      ?.last_seen_at as Date;

  const lately = new Date(Date.now() - SESSION_LIFE.touchMs + 30_000);
  const fresh = await signedIn(tenant.accountId, lately);
  await inRequest(fresh, openAccount);
  expect(await seen(fresh.sessionId)).toEqual(lately);

  const stale = await signedIn(tenant.accountId, new Date(Date.now() - DAY_MS));
  await inRequest(stale, openAccount);
  expect(Date.now() - (await seen(stale.sessionId)).getTime()).toBeLessThan(60_000);
});

test("an account lists and ends its own sessions, and nobody else's", async () => {
  const [ours, theirs] = [await mintTenant(), await mintTenant()];
  const [here, there, stranger] = [
    await signedIn(ours.accountId),
    await signedIn(ours.accountId),
    await signedIn(theirs.accountId),
  ];
  const account = await inRequest(here, openAccount);

  const listed = await listSessions(account);
  expect(listed.map((session) => session.id).sort()).toEqual([here.sessionId, there.sessionId].sort());
  expect(listed.find((session) => session.current)?.id).toBe(here.sessionId);

  await expect(revokeSession(account, { id: stranger.sessionId })).rejects.toMatchObject({
    code: "not_found",
  });
  await expect(inRequest(stranger, openAccount)).resolves.toMatchObject({ accountId: theirs.accountId });

  await revokeSession(account, { id: there.sessionId });
  await expect(inRequest(there, openAccount)).rejects.toMatchObject({ code: "unauthenticated" });
});

test("signing out everywhere else leaves this browser, and this account's alone", async () => {
  const [ours, theirs] = [await mintTenant(), await mintTenant()];
  const [here, there, stranger] = [
    await signedIn(ours.accountId),
    await signedIn(ours.accountId),
    await signedIn(theirs.accountId),
  ];
  expect(await revokeOtherSessions(await inRequest(here, openAccount))).toEqual({ count: 1 });
  await expect(inRequest(here, openAccount)).resolves.toBeDefined();
  await expect(inRequest(there, openAccount)).rejects.toMatchObject({ code: "unauthenticated" });
  await expect(inRequest(stranger, openAccount)).resolves.toBeDefined();
});

test("an organization and a workspace open for members only; for others they do not exist", async () => {
  const [ours, theirs] = [await mintTenant({ role: "viewer" }), await mintTenant()];
  const [own, foreign] = [await mintWorkspace(ours.ctx), await mintWorkspace(theirs.ctx)];
  const browser = await signedIn(ours.accountId);
  const open = (org: string, workspace?: string) =>
    inRequest(browser, async () => (workspace ? openWorkspace(org, workspace) : openOrg(org)));

  expect(await open(ours.slug)).toMatchObject({ orgId: ours.orgId, role: "viewer" });
  expect(await open(ours.slug, own.slug)).toMatchObject({ workspaceId: own.workspaceId });
  for (const [org, workspace] of [
    [theirs.slug],
    ["no-such-organization"],
    [ours.slug, foreign.slug],
    [theirs.slug, own.slug],
    [theirs.slug, foreign.slug],
  ] as const) {
    await expect(open(org, workspace)).rejects.toMatchObject({ code: "not_found" });
  }
});
