import { beforeEach, describe, expect, test } from "vitest";
import { enterPortalAction, leavePortalAction } from "@/app/(portal)/actions";
import { portalCookie, readPortalCookie } from "@/lib/auth/portal/cookies";
import { PORTAL_LIFE } from "@/lib/auth/portal/life";
import { openPortal } from "@/lib/auth/portal/open";
import type { WorkspaceCtx } from "@/lib/context";
import { purgeOld } from "@/lib/purge/purge-old";
import { testDb } from "../../support/db";
import { testDeps } from "../../support/pipeline";
import { mintToken, portalBrowser } from "../../support/portal";
import { inRequest } from "../../support/request";
import { mintTenant, mintUser, mintWorkspace } from "../../support/tenant";

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

  test("a removed user is out at once, and in again when restored", async () => {
    const cookie = await portalBrowser(ws, slugs, userId);
    await testDb().sql`update users set state = 'removed', removed_at = now() where id = ${userId}`;
    await expect(open(cookie)).rejects.toMatchObject({ code: "unauthenticated" });
    await testDb().sql`update users set state = 'active', removed_at = null where id = ${userId}`;
    expect(await open(cookie)).toMatchObject({ user: { id: userId } });
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
