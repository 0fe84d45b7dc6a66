import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { networkOf } from "@/lib/auth/client-ip";
import { signIn } from "@/lib/auth/sign-in";
import type { VisitorCtx } from "@/lib/context";
import { tenantDb } from "@/lib/db/tenant";
import { isAppError } from "@/lib/errors";
import { createLog } from "@/lib/log";
import { signUp } from "@/lib/members/sign-up";
import { consumeRateLimit, delayIfLimited, refundRateLimit } from "@/lib/rate-limit/rate-limit";
import { signInThrough } from "../../support/auth-route";
import { testDb } from "../../support/db";
import { mintIp } from "../../support/ip";

const { db, sql } = testDb();
const PASSWORD = "seven quiet lanterns";
const NEW_BROWSER = { previousSessionId: null, knownAccounts: [] };

/** A visitor from an address of its own, whose clock stands still until it is moved. */
function visitor() {
  let at = new Date("2026-05-03T12:00:00Z").getTime();
  const ctx: VisitorCtx = {
    ip: mintIp(),
    userAgent: null,
    db: tenantDb(db, {}),
    clock: () => new Date(at),
    log: createLog("test"),
  };
  const pass = (ms: number) => {
    at += ms;
  };
  return { ctx, pass };
}

/** Seconds to wait, or 0 when the try was let through. */
async function waits(work: () => Promise<unknown>): Promise<number> {
  try {
    await work();
    return 0;
  } catch (error) {
    if (isAppError(error) && error.code === "throttled") return Number(error.meta.waitSeconds);
    throw error;
  }
}

test("six wrong passwords are free of waiting, then each wait doubles, up to a quarter of an hour", async () => {
  const { ctx, pass } = visitor();
  const email = `anna-${randomUUID()}@example.com`;
  const wrong = () => waits(() => consumeRateLimit(ctx, "signInPair", email));
  for (let i = 0; i < 6; i++) expect(await wrong()).toBe(0);
  const seen: number[] = [];
  for (let i = 0; i < 12; i++) {
    const wait = await wrong();
    seen.push(wait);
    pass(wait * 1000);
    expect(await wrong()).toBe(0);
  }
  expect(seen).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900]);
});

test("guesses sent at once are all counted", async () => {
  const { ctx } = visitor();
  const email = `anna-${randomUUID()}@example.com`;
  const guesses = Array.from({ length: 40 }, () => waits(() => consumeRateLimit(ctx, "signInPair", email)));
  const passed = (await Promise.all(guesses)).filter((wait) => wait === 0);
  expect(passed).toHaveLength(6);
});

test("a try made while waiting neither counts nor prolongs the wait", async () => {
  const { ctx, pass } = visitor();
  const email = `anna-${randomUUID()}@example.com`;
  const wrong = () => waits(() => consumeRateLimit(ctx, "signInPair", email));
  for (let i = 0; i < 8; i++) await wrong();
  expect(await wrong()).toBe(1);
  pass(1000);
  expect(await wrong()).toBe(0);
  expect(await wrong()).toBe(2);
});

test("guesses from elsewhere keep nobody out, however many; from one's own network they do, for an hour", async () => {
  const { ctx, pass } = visitor();
  const email = `anna-${randomUUID()}@example.com`;
  await signUp(ctx, { email, name: "Anna", password: PASSWORD });
  const wrong = { email, password: "wrong" };
  const right = { email, password: PASSWORD };
  for (let i = 0; i < 12; i++) await waits(() => signIn(visitor().ctx, wrong, NEW_BROWSER));
  for (let i = 0; i < 12; i++) await waits(() => signIn({ ...ctx, ip: "203.0.113.9" }, wrong, NEW_BROWSER));
  expect(await waits(() => signIn(ctx, right, NEW_BROWSER))).toBe(0);
  for (let i = 0; i < 6; i++) await waits(() => signIn(ctx, wrong, NEW_BROWSER));
  expect(await waits(() => signIn(ctx, right, NEW_BROWSER))).toBe(1);
  pass(3_600_001);
  expect(await waits(() => signIn(ctx, right, NEW_BROWSER))).toBe(0);
});

test("a browser that the account has signed in with passes, whoever guesses on the same network", async () => {
  const { ctx } = visitor();
  const email = `anna-${randomUUID()}@example.com`;
  const { id } = await signUp(ctx, { email, name: "Anna", password: PASSWORD });
  for (let i = 0; i < 7; i++) await waits(() => signIn(ctx, { email, password: "wrong" }, NEW_BROWSER));
  const right = { email, password: PASSWORD };
  expect(await waits(() => signIn(ctx, right, NEW_BROWSER))).toBe(1);
  expect(await waits(() => signIn(ctx, right, { ...NEW_BROWSER, knownAccounts: [randomUUID()] }))).toBe(1);
  expect(await waits(() => signIn(ctx, right, { ...NEW_BROWSER, knownAccounts: [id] }))).toBe(0);
});

test("many guesses from many networks are answered slowly, and the right password all the same", async () => {
  const { ctx } = visitor();
  const email = `anna-${randomUUID()}@example.com`;
  for (let i = 0; i < 31; i++) await delayIfLimited(ctx, "signInEmail", email);
  const started = performance.now();
  await signUp(ctx, { email, name: "Anna", password: PASSWORD });
  expect(await signIn(visitor().ctx, { email, password: PASSWORD }, NEW_BROWSER)).not.toBeNull();
  expect(performance.now() - started).toBeGreaterThan(1_400);
});

test("signing in forgives the address its wrong passwords there; its sender keeps all but the good one", async () => {
  const { ctx } = visitor();
  const email = `anna-${randomUUID()}@example.com`;
  await signUp(ctx, { email, name: "Anna", password: PASSWORD });
  for (let i = 0; i < 4; i++) await signIn(ctx, { email, password: "wrong" }, NEW_BROWSER);
  await signIn(ctx, { email, password: PASSWORD }, NEW_BROWSER);
  const subject = `${email} ${networkOf(ctx.ip)}`;
  for (let i = 0; i < 5; i++) expect(await waits(() => consumeRateLimit(ctx, "signInPair", subject))).toBe(0);
  const [sender] =
    await sql`select tries from throttles where key = ${await key("signInIp", networkOf(ctx.ip))}`;
  expect(sender?.tries).toBe(4);
});

test("one sender waits after fifty tries, whatever addresses it guesses", async () => {
  const { ctx } = visitor();
  let refused = 0;
  for (let i = 0; i < 60; i++) {
    if ((await waits(() => consumeRateLimit(ctx, "signInIp", ctx.ip ?? ""))) > 0) refused++;
  }
  expect(refused).toBe(9);
});

test("a whole office may sign in from one address: good tries are taken back, and the wait with them", async () => {
  const { ctx } = visitor();
  const office = networkOf(ctx.ip);
  for (let i = 0; i < 60; i++) {
    expect(await waits(() => consumeRateLimit(ctx, "signInIp", office))).toBe(0);
    await refundRateLimit(ctx, "signInIp", office);
  }
});

test("the sign-in form learns how long to wait, and for an unknown address just the same", async () => {
  const email = `nobody-${randomUUID()}@example.com`;
  const answers = [];
  for (let i = 0; i < 7; i++) answers.push((await signInThrough({ email, password: "wrong" })).url);
  expect(answers.slice(0, 6).every((url) => url.includes("error=CredentialsSignin"))).toBe(true);
  expect(answers[6]).toContain("error=throttled%3A1");
});

test("a browser learns that an account has signed in there, and passes by that cookie alone", async () => {
  const email = `anna-${randomUUID()}@example.com`;
  await signUp(visitor().ctx, { email, name: "Anna", password: PASSWORD });
  const { known } = await signInThrough({ email, password: PASSWORD });
  expect(known).toMatch(/^rollcall\.known=/);
  expect(known).not.toContain(email);
  for (let i = 0; i < 8; i++) await signInThrough({ email, password: "wrong" });
  expect((await signInThrough({ email, password: PASSWORD })).url).toContain("error=throttled");
  expect((await signInThrough({ email, password: PASSWORD }, known)).url).not.toContain("error");
});

test("no address is kept in clear beside its tries", async () => {
  const { ctx } = visitor();
  const email = `anna-${randomUUID()}@example.com`;
  await consumeRateLimit(ctx, "signInPair", email);
  expect(await sql`select key from throttles where key like ${`%${email}%`}`).toEqual([]);
});

async function key(name: string, subject: string): Promise<string> {
  const [row] = await sql`select encode(sha256(convert_to(${subject}, 'UTF8')), 'hex') as hash`;
  return `${name}:${row?.hash}`;
}
