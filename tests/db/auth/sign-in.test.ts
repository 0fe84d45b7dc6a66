import { randomUUID } from "node:crypto";
import { decode } from "next-auth/jwt";
import { expect, test } from "vitest";
import { openAccount } from "@/lib/auth/open";
import { signIn } from "@/lib/auth/sign-in";
import type { VisitorCtx } from "@/lib/context";
import { tenantDb } from "@/lib/db/tenant";
import { createLog } from "@/lib/log";
import { signUpAction } from "@/lib/members/actions";
import { signUp } from "@/lib/members/sign-up";
import { authCall, csrf, signInThrough } from "../../support/auth-route";
import { testDb } from "../../support/db";
import { mintIp } from "../../support/ip";
import { inRequest } from "../../support/request";

const { db, sql } = testDb();
const PASSWORD = "seven quiet lanterns";
const NEW_BROWSER = { previousSessionId: null, knownAccounts: [] };

function visitor(values: Partial<VisitorCtx> = {}): VisitorCtx {
  return {
    ip: mintIp(),
    userAgent: "test",
    db: tenantDb(db, {}),
    clock: () => new Date(),
    log: createLog("test"),
    ...values,
  };
}

async function mintAccount(password = PASSWORD) {
  const email = `anna-${randomUUID()}@example.com`;
  const { id } = await signUp(visitor(), { email, name: "Anna", password });
  return { id, email };
}

test("a password is kept as an argon2id hash with its own salt", async () => {
  const [one, two] = [await mintAccount(), await mintAccount()];
  const rows = await sql`select password_hash from accounts where id in (${one.id}, ${two.id})`;
  for (const row of rows) expect(row.password_hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect(rows[0]?.password_hash).not.toBe(rows[1]?.password_hash);
});

test("signing in opens a session that only its hash is kept of", async () => {
  const { id, email } = await mintAccount();
  const opened = await signIn(visitor(), { email, password: PASSWORD }, NEW_BROWSER);
  expect(opened?.accountId).toBe(id);
  const rows = await sql`select sid_hash from member_sessions where account_id = ${id}`;
  expect(rows).toHaveLength(1);
  const sid = opened && "sid" in opened ? opened.sid : "none";
  expect(sid).toHaveLength(43);
  expect(JSON.stringify(rows)).not.toContain(sid);
});

test("a password works however its characters are composed", async () => {
  const { email } = await mintAccount("cafe\u0301 au lait complet");
  expect(
    await signIn(visitor(), { email, password: "caf\u00e9 au lait complet" }, NEW_BROWSER),
  ).not.toBeNull();
});

test("an unknown address and a wrong password get the same answer after the same work", async () => {
  const { email } = await mintAccount();
  const timed = async (address: string) => {
    const times: number[] = [];
    for (let i = 0; i < 5; i++) {
      const start = performance.now();
      expect(
        await signIn(visitor(), { email: address, password: "not the password" }, NEW_BROWSER),
      ).toBeNull();
      times.push(performance.now() - start);
    }
    return Math.min(...times);
  };
  const known = await timed(email);
  const unknown = await timed(`nobody-${randomUUID()}@example.com`);
  // Without the dummy hash the unknown address would answer in a tenth of the time.
  expect(unknown).toBeGreaterThan(known / 4);
});

test("the browser's former session ends when it signs in again", async () => {
  const { id, email } = await mintAccount();
  const first = await signInThrough({ email, password: PASSWORD });
  const second = await signInThrough({ email, password: PASSWORD }, first.cookie);
  expect(second.cookie).not.toBe(first.cookie);
  await expect(inRequest({ cookie: first.cookie }, openAccount)).rejects.toMatchObject({
    code: "unauthenticated",
  });
  await expect(inRequest({ cookie: second.cookie }, openAccount)).resolves.toMatchObject({ accountId: id });
});

test("a session id that somebody planted before signing in is not taken over", async () => {
  const { email } = await mintAccount();
  const planted = "rollcall.session=planted";
  const { cookie } = await signInThrough({ email, password: PASSWORD }, planted);
  expect(cookie).not.toContain("planted");
});

test("the cookie holds a random id and nothing about the person, and no script can read it", async () => {
  const { id, email } = await mintAccount();
  const { cookie, header } = await signInThrough({ email, password: PASSWORD });
  const secret = process.env.ROLLCALL_SESSION_SECRET ?? "";
  const token = await decode({ token: cookie.split("=")[1], secret });
  expect(Object.keys(token ?? {}).sort()).toEqual(["exp", "iat", "jti", "sid"]);
  expect(JSON.stringify(token)).not.toContain(id);
  expect(header).toMatch(/; HttpOnly/);
  expect(header).toMatch(/; SameSite=Lax/);
  expect(header).toMatch(/; Path=\//);
  expect(header).not.toMatch(/Domain=/);
});

test("signing in through the route says the same to a wrong password and to an unknown address", async () => {
  const { email } = await mintAccount();
  const wrong = await signInThrough({ email, password: "not the password" });
  const unknown = await signInThrough({
    email: `nobody-${randomUUID()}@example.com`,
    password: "not the password",
  });
  expect(wrong.status).toBe(401);
  expect({ status: wrong.status, url: wrong.url }).toEqual({ status: unknown.status, url: unknown.url });
  expect(wrong.cookie).toBe("");
});

test("signing in needs the token of the form, and a request from our own pages", async () => {
  const { email } = await mintAccount();
  const noToken = await authCall("callback/credentials", { email, password: PASSWORD, json: "true" });
  expect(noToken.headers.get("set-cookie") ?? "").not.toContain("rollcall.session");

  const { token, cookie } = await csrf();
  const fields = { email, password: PASSWORD, csrfToken: token, json: "true" };
  const foreign = await authCall("callback/credentials", fields, { cookie, origin: "https://evil.example" });
  expect(foreign.status).toBe(403);
  expect(foreign.headers.get("set-cookie")).toBeNull();
});

test("signing out ends the session itself, not only this copy of its cookie", async () => {
  const { email } = await mintAccount();
  const { cookie: session } = await signInThrough({ email, password: PASSWORD });
  const { token, cookie } = await csrf();
  await authCall("signout", { csrfToken: token, json: "true" }, { cookie: `${cookie}; ${session}` });
  await expect(inRequest({ cookie: session }, openAccount)).rejects.toMatchObject({
    code: "unauthenticated",
  });
});

test("what our pages do not use of the sign-in library is shut", async () => {
  for (const path of ["session", "providers", "signin", "error", "_log", "callback/credentials"]) {
    expect((await authCall(path)).status, path).toBe(404);
  }
  for (const path of ["session", "_log", "signin/credentials", "callback/other"]) {
    expect((await authCall(path, { level: "error" })).status, path).toBe(404);
  }
});

test("signing up says when an address is taken, and changes nothing of that account", async () => {
  const { email } = await mintAccount();
  const before = await sql`select * from accounts where email = ${email}`;
  const input = { email: email.toUpperCase(), name: "Mallory", password: "another good password" };
  const result = await inRequest({}, () => signUpAction(input));
  expect(result).toMatchObject({ ok: false, error: { code: "conflict" } });
  expect(await sql`select * from accounts where email = ${email}`).toEqual(before);
});

test("signing up refuses what is short, well-known or the person's own name", async () => {
  for (const password of ["short", "password1234", "qwertyuiop12", "aaaaaaaaaaaaaa", "anna.smith-2026"]) {
    const input = { email: `anna.smith@${randomUUID()}.example.com`, name: "Anna Smith", password };
    const result = await inRequest({}, () => signUpAction(input));
    expect(result, password).toMatchObject({
      ok: false,
      error: { fieldErrors: { password: expect.any(String) } },
    });
  }
});
