import { beforeEach, describe, expect, test } from "vitest";
import { portalCookie, readPortalCookie } from "@/lib/auth/portal/cookies";
import { openPortal } from "@/lib/auth/portal/open";
import { PORTAL_LIFE } from "@/lib/auth/portal/session-lifetimes";
import type { WorkspaceCtx } from "@/lib/context";
import { enterPortalAction, leavePortalAction } from "@/lib/portal/actions";
import { purgeOld } from "@/lib/purge/purge-old";
import { testDb } from "../../support/db";
import { csv, NO_GUARDS, runFile, testDeps } from "../../support/pipeline";
import { mintToken, portalBrowser } from "../../support/portal";
import { inRequest } from "../../support/request";
import { mintSync, mintTenant, mintUser, mintWorkspace } from "../../support/tenant";

const DAY_MS = 86_400_000;

let ws: WorkspaceCtx & { slug: string };
let slugs: { org: string; workspace: string };
let userId: number;

beforeEach(async () => {
  const tenant = await mintTenant();
  ws = await mintWorkspace(tenant.ctx);
  slugs = { org: tenant.slug, workspace: ws.slug };
  userId = (await mintUser(ws, { email: "ann@example.com" })).id;
});

const open = (cookie: string, at = slugs) => inRequest({ cookie }, () => openPortal(at.org, at.workspace));

/** A browser whose session was opened and last slid as many days ago. */
async function browser(openedDaysAgo: number, leftDays: number): Promise<string> {
  const at = new Date(Date.now() - openedDaysAgo * DAY_MS);
  const token = await mintToken(ws, {
    ...{ kind: "session", userId, at, livesMs: (openedDaysAgo + leftDays) * DAY_MS },
  });
  return `${portalCookie("session", slugs).name}=${token}`;
}

async function daysLeft(): Promise<number> {
  const [row] = await testDb().sql`select expires_at from portal_tokens where user_id = ${userId}`;
  return Math.round((row?.expires_at.getTime() - Date.now()) / DAY_MS);
}

describe("a session at the portal", () => {
  test("knows its user, from the button of the link to signing out", async () => {
    const token = await mintToken(ws, { kind: "link", userId });
    await inRequest({}, async () => {
      expect(await enterPortalAction({ ...slugs, token })).toEqual({ ok: true, data: undefined });
      expect(await openPortal(slugs.org, slugs.workspace)).toMatchObject({
        user: { id: userId },
        view: null,
      });
      const [entry] = await testDb().sql`select * from audit_log where action = 'portal.enter'`;
      expect(entry).toMatchObject({ org_id: ws.orgId, actor_kind: "user", actor_id: String(userId) });
      expect(await leavePortalAction({ ...slugs, purpose: "session" })).toMatchObject({ ok: true });
      expect(await readPortalCookie("session", slugs)).toBeNull();
    });
    expect(await testDb().sql`select from portal_tokens where kind = 'session'`).toEqual([]);
  });

  test("a copy of its cookie is worth nothing after signing out", async () => {
    const cookie = await portalBrowser(ws, slugs, userId);
    expect(await open(cookie)).toMatchObject({ user: { id: userId } });
    await inRequest({ cookie }, () => leavePortalAction({ ...slugs, purpose: "session" }));
    await expect(open(cookie)).rejects.toMatchObject({ code: "unauthenticated" });
  });

  test("a removed user is out immediately, and signs in again when restored", async () => {
    const cookie = await portalBrowser(ws, slugs, userId);
    await testDb().sql`update users set state = 'removed', removed_at = now() where id = ${userId}`;
    await expect(open(cookie)).rejects.toMatchObject({ code: "unauthenticated" });
    await testDb().sql`update users set state = 'active', removed_at = null where id = ${userId}`;
    await expect(open(cookie)).rejects.toMatchObject({ code: "unauthenticated" });
    expect(await open(await portalBrowser(ws, slugs, userId))).toMatchObject({ user: { id: userId } });
  });

  test("ends, and open links with it, when the address is another or the user follows another ID", async () => {
    const sync = await mintSync(ws);
    const changes = [
      () => testDb().sql`update users set email = 'other@example.com' where id = ${userId}`,
      () =>
        testDb()
          .sql`update users set external_id = ${`${sync.id}#1`}, sync_id = ${sync.id} where id = ${userId}`,
      () => testDb().sql`update users set external_id = ${`${sync.id}#2`} where id = ${userId}`,
    ];
    for (const change of changes) {
      const cookie = await portalBrowser(ws, slugs, userId);
      const link = await mintToken(ws, { kind: "link", userId });
      expect(await open(cookie)).toMatchObject({ user: { id: userId } });
      await change();
      await expect(open(cookie)).rejects.toMatchObject({ code: "unauthenticated" });
      const entered = await inRequest({}, () => enterPortalAction({ ...slugs, token: link }));
      expect(entered).toMatchObject({ ok: false, error: { code: "conflict" } });
    }
  });

  test("goes on when a name, a field or the case of the address is another", async () => {
    const cookie = await portalBrowser(ws, slugs, userId);
    await testDb()
      .sql`update users set first_name = 'Anna', email = 'Ann@Example.com', mobile = '1' where id = ${userId}`;
    expect(await open(cookie)).toMatchObject({ user: { id: userId, firstName: "Anna" } });
  });

  test("ends with a file that gives the address to somebody else", async () => {
    const sync = await mintSync(ws, { guardSettings: NO_GUARDS });
    await runFile(ws, sync.id, csv("1,one@x.io,One,A,", "2,two@x.io,Two,B,"));
    const [one] = await testDb().sql`select id from users where external_id = ${`${sync.id}#1`}`;
    const cookie = await portalBrowser(ws, slugs, Number(one?.id));
    await runFile(ws, sync.id, csv("1,two@x.io,One,A,", "2,one@x.io,Two,B,"));
    await expect(open(cookie)).rejects.toMatchObject({ code: "unauthenticated" });
  });

  test("is useless in another workspace and another organization", async () => {
    const token = await mintToken(ws, { kind: "session", userId });
    const stranger = await mintTenant();
    const places = [
      { org: slugs.org, workspace: (await mintWorkspace(ws)).slug },
      { org: stranger.slug, workspace: (await mintWorkspace(stranger.ctx)).slug },
    ];
    for (const place of places) {
      const cookie = `${portalCookie("session", place).name}=${token}`;
      await expect(open(cookie, place)).rejects.toMatchObject({ code: "unauthenticated" });
    }
  });

  test("neither a link nor a look serves as a session", async () => {
    for (const kind of ["link", "view"] as const) {
      const cookie = `${portalCookie("session", slugs).name}=${await mintToken(ws, { kind, userId })}`;
      await expect(open(cookie), kind).rejects.toMatchObject({ code: "unauthenticated" });
    }
  });

  test("ends a fortnight after the last visit, and a month after signing in whatever happens", async () => {
    const young = await browser(3, 11);
    expect(await open(young)).toMatchObject({ user: { id: userId } });
    expect(await daysLeft()).toBe(PORTAL_LIFE.idleMs / DAY_MS);
    await testDb().sql`delete from portal_tokens where user_id = ${userId}`;
    const old = await browser(28, 1);
    expect(await open(old)).toMatchObject({ user: { id: userId } });
    expect(await daysLeft()).toBe(2);
    await testDb().sql`delete from portal_tokens where user_id = ${userId}`;
    await expect(open(await browser(20, -1))).rejects.toMatchObject({ code: "unauthenticated" });
  });

  test("its cookie is sent to this portal only, and no script can read it", () => {
    expect(portalCookie("session", { org: "acme", workspace: "people" }).options).toMatchObject({
      ...{ httpOnly: true, sameSite: "lax", path: "/p/acme/people" },
    });
  });
});

test("the nightly purge deletes what ended more than a day ago, and nothing that lives", async () => {
  const kept = await portalBrowser(ws, slugs, userId);
  await mintToken(ws, { kind: "link", userId, at: new Date(Date.now() - 3 * DAY_MS) });
  await mintToken(ws, { kind: "link", userId, at: new Date(Date.now() - DAY_MS / 2) });
  expect((await purgeOld(testDeps())).tokens).toBeGreaterThan(0);
  const rows = await testDb().sql`select kind from portal_tokens where user_id = ${userId} order by kind`;
  expect(rows.map(({ kind }) => kind)).toEqual(["link", "session"]);
  expect(await open(kept)).toMatchObject({ user: { id: userId } });
});
