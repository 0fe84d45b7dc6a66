import { beforeEach, describe, expect, test } from "vitest";
import { enterPortal, findPortalLink } from "@/lib/auth/portal/enter";
import { requestPortalLink } from "@/lib/auth/portal/request-link";
import { PORTAL_LIFE } from "@/lib/auth/portal/session-lifetimes";
import { hashToken } from "@/lib/auth/token";
import type { WorkspaceCtx } from "@/lib/context";
import { readKeptMails } from "@/lib/mail/outbox";
import { testDb } from "../../support/db";
import { atOnce, mintToken, visitorAt } from "../../support/portal";
import { mintTenant, mintUser, mintWorkspace } from "../../support/tenant";

let ws: WorkspaceCtx;
let slugs: { org: string; workspace: string };
let userId: number;

beforeEach(async () => {
  const tenant = await mintTenant();
  const made = await mintWorkspace(tenant.ctx);
  [ws, slugs] = [made, { org: tenant.slug, workspace: made.slug }];
  userId = (await mintUser(ws, { email: "Ann@Example.com", firstName: "Ann" })).id;
});

const later = (ms: number) => () => new Date(Date.now() + ms);

/** Asks for a link and gives those in the mails kept since, newest first. */
async function ask(email: string, next?: string, visitor = visitorAt()): Promise<string[]> {
  const { later, done } = atOnce();
  const answer = await requestPortalLink(visitor, { ...slugs, email, next }, later);
  await done();
  expect(answer).toBeUndefined();
  return (await readKeptMails(ws.orgId)).map(({ text }) => /https?:\/\/\S+/.exec(text)?.[0] ?? "");
}

function tokenOf(link: string | undefined): string {
  return new URL(link ?? "").searchParams.get("token") ?? "";
}

const enter = (token: string, visitor = visitorAt()) => enterPortal(visitor, { ...slugs, token }, null);
const look = (token: string, visitor = visitorAt()) => findPortalLink(visitor, { ...slugs, token });

describe("asking for a link", () => {
  test("a user gets one by mail, whatever the case of the address, and only its hash is kept", async () => {
    const [link, ...others] = await ask("ann@example.com");
    expect(others).toEqual([]);
    expect(link).toContain(`http://localhost:3000/p/${slugs.org}/${slugs.workspace}/enter?token=`);
    const rows = await testDb().sql`select hash, kind from portal_tokens where user_id = ${userId}`;
    expect(rows).toEqual([{ hash: hashToken(tokenOf(link)), kind: "link" }]);
  });

  test("nobody and a removed user get the same answer, and no mail", async () => {
    await mintUser(ws, { email: "gone@example.com", state: "removed", removedAt: new Date() });
    expect(await ask("nobody@example.com")).toEqual([]);
    expect(await ask("gone@example.com")).toEqual([]);
    expect(await testDb().sql`select from portal_tokens where workspace_id = ${ws.workspaceId}`).toEqual([]);
  });

  test("who it is gets looked up only after the answer", async () => {
    const waiting: (() => Promise<void>)[] = [];
    await requestPortalLink(visitorAt(), { ...slugs, email: "ann@example.com" }, (work) => {
      waiting.push(work);
    });
    expect(await testDb().sql`select from portal_tokens where user_id = ${userId}`).toEqual([]);
    expect(waiting.length).toBe(1);
    const unknown: unknown[] = [];
    await requestPortalLink(visitorAt(), { ...slugs, email: "nobody@example.com" }, (work) => {
      unknown.push(work);
    });
    expect(unknown.length).toBe(1);
  });

  test("asking again leaves the link mailed before open: a stranger who asks locks nobody out", async () => {
    const [first] = await ask("ann@example.com");
    const links = await ask("ann@example.com");
    const second = links.find((link) => link !== first);
    for (const link of [first, second]) {
      expect(await look(tokenOf(link))).toEqual({ state: "open", email: "Ann@Example.com" });
    }
    await enter(tokenOf(first));
    await enter(tokenOf(second));
  });

  test("it remembers a page of this portal, and nothing else", async () => {
    const base = `/p/${slugs.org}/${slugs.workspace}`;
    const nextOf = async (next: string) =>
      new URL((await ask("ann@example.com", next))[0] ?? "").searchParams.get("next");
    expect(await nextOf(`${base}/news`)).toBe(`${base}/news`);
    expect(await nextOf("//evil.example")).toBeNull();
  });

  test("an unknown address is slowed down like a known one, and a network too", async () => {
    for (const email of ["ann@example.com", "nobody@example.com"]) {
      for (let tries = 0; tries < 5; tries++) await ask(email);
      await expect(ask(email)).rejects.toMatchObject({ code: "throttled" });
    }
    const visitor = visitorAt();
    let asked = 0;
    const flood = async () => {
      for (; asked < 80; asked++) await ask(`person${asked}@example.com`, undefined, visitor);
    };
    await expect(flood()).rejects.toMatchObject({ code: "throttled" });
    expect(asked).toBe(61);
  });

  test("at an address without a portal there is nothing to ask", async () => {
    const request = requestPortalLink(
      visitorAt(),
      { org: slugs.org, workspace: "other", email: "ann@example.com" },
      () => undefined,
    );
    await expect(request).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("using a link", () => {
  test("it works once: looking uses nothing up, entering does", async () => {
    const token = tokenOf((await ask("ann@example.com"))[0]);
    for (let looks = 0; looks < 3; looks++) expect(await look(token)).toMatchObject({ state: "open" });
    expect(await enter(token)).toMatchObject({ userId });
    expect(await look(token)).toEqual({ state: "used" });
    await expect(enter(token)).rejects.toMatchObject({ code: "conflict" });
  });

  test("of many who come at once, one gets in", async () => {
    const token = await mintToken(ws, { kind: "link", userId });
    const results = await Promise.allSettled(Array.from({ length: 8 }, () => enter(token)));
    expect(results.filter(({ status }) => status === "fulfilled").length).toBe(1);
    const sessions = await testDb()
      .sql`select from portal_tokens where user_id = ${userId} and kind = 'session'`;
    expect(sessions.length).toBe(1);
  });

  test("after a quarter of an hour it has run out", async () => {
    const token = tokenOf((await ask("ann@example.com"))[0]);
    const before = visitorAt(later(PORTAL_LIFE.linkMs - 5_000));
    const after = visitorAt(later(PORTAL_LIFE.linkMs + 1_000));
    expect(await look(token, before)).toMatchObject({ state: "open" });
    expect(await look(token, after)).toEqual({ state: "expired" });
    await expect(enter(token, after)).rejects.toMatchObject({ code: "conflict" });
  });

  test("a user who was removed meanwhile does not get in", async () => {
    const token = await mintToken(ws, { kind: "link", userId });
    await testDb().sql`update users set state = 'removed', removed_at = now() where id = ${userId}`;
    expect(await look(token)).toEqual({ state: "unknown" });
    await expect(enter(token)).rejects.toMatchObject({ code: "conflict" });
  });

  test("the link of one workspace opens no other, and neither does a token of another kind", async () => {
    const token = await mintToken(ws, { kind: "link", userId });
    const beside = await mintWorkspace(ws);
    const elsewhere = { org: slugs.org, workspace: beside.slug };
    expect(await findPortalLink(visitorAt(), { ...elsewhere, token })).toEqual({ state: "unknown" });
    await expect(enterPortal(visitorAt(), { ...elsewhere, token }, null)).rejects.toMatchObject({
      code: "conflict",
    });
    for (const kind of ["session", "view"] as const) {
      const other = await mintToken(ws, { kind, userId });
      await expect(enter(other)).rejects.toMatchObject({ code: "conflict" });
    }
    expect(await look(token)).toMatchObject({ state: "open" });
  });
});
