import { beforeEach, expect, test } from "vitest";
import { checkSharedKeys, fingerprints } from "@/lib/runtime/shared-keys";
import { testDb } from "../../support/db";

const { sql, url } = testDb();

const key = (byte: number) => Buffer.alloc(32, byte).toString("base64");
const KEYS = {
  ROLLCALL_SESSION_SECRET: "a session secret, long enough",
  ROLLCALL_SECRETS_KEYS: `k1:${key(1)}`,
  ROLLCALL_JOBS_KEY: "ab".repeat(32),
};
const start = (more: Partial<typeof KEYS> = {}) => checkSharedKeys(url, { ...KEYS, ...more });

beforeEach(() => sql`delete from shared_keys`);

test("the first process stores fingerprints, none of which is a key, and others with the same keys start", async () => {
  await start();
  await start();
  const rows = await sql`select name, fingerprint from shared_keys order by name`;
  expect(rows.map(({ name }) => name)).toEqual(["jobs", "secrets:k1", "session"]);
  for (const { fingerprint } of rows) expect(fingerprint).toMatch(/^[0-9a-f]{16}$/);
});

test("a process with another key does not start, and the key is named", async () => {
  await start();
  await expect(start({ ROLLCALL_SESSION_SECRET: "another session secret" })).rejects.toThrow(
    /^ROLLCALL_SESSION_SECRET is not the one/,
  );
  await expect(start({ ROLLCALL_JOBS_KEY: "cd".repeat(32) })).rejects.toThrow(
    /^ROLLCALL_JOBS_KEY is not the one/,
  );
  await expect(start({ ROLLCALL_SECRETS_KEYS: `k1:${key(2)}` })).rejects.toThrow(
    /^The key "k1" of ROLLCALL_SECRETS_KEYS/,
  );
  await expect(start({ ROLLCALL_SECRETS_KEYS: `k2:${key(2)}` })).rejects.toThrow(
    /^ROLLCALL_SECRETS_KEYS lacks the key "k1"/,
  );
  await start();
});

test("a key is rotated by adding it at the end, then at the front; then the old one may go, and only then", async () => {
  const [one, two] = [`k1:${key(1)}`, `k2:${key(2)}`];
  const ring = (...keys: string[]) => start({ ROLLCALL_SECRETS_KEYS: keys.join(",") });
  await ring(one);
  await ring(one, two);
  await ring(one);
  await ring(two, one);
  await ring(one, two);
  await ring(two, one);
  await expect(ring(one)).rejects.toThrow(/lacks the key "k2"/);
  await ring(two);
});

test("two that start for the first time at once do not both win", async () => {
  const results = await Promise.allSettled([start(), start({ ROLLCALL_JOBS_KEY: "cd".repeat(32) })]);
  expect(results.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
});

test("equal keys have equal fingerprints in every process, different ones do not", () => {
  expect(fingerprints(KEYS)).toEqual(fingerprints({ ...KEYS }));
  const [session, jobs] = fingerprints({ ...KEYS, ROLLCALL_JOBS_KEY: KEYS.ROLLCALL_SESSION_SECRET });
  expect(session?.fingerprint).toBe(jobs?.fingerprint);
  expect(fingerprints({ ...KEYS, ROLLCALL_JOBS_KEY: "x" })[1]?.fingerprint).not.toBe(jobs?.fingerprint);
});
