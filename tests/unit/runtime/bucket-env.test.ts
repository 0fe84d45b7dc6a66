import { afterEach, expect, test, vi } from "vitest";
import { childEnv, withoutBucket } from "@/lib/runtime/child-env";

const ALL = {
  SPOOL_S3_REGION: "eu-central-1",
  SPOOL_S3_BUCKET: "people",
  SPOOL_S3_ACCESS_KEY_ID: "KEY",
  SPOOL_S3_SECRET_ACCESS_KEY: "very secret",
};

afterEach(() => vi.unstubAllEnvs());

/** What `env()` throws; empty when it does not. */
async function complaint(given: Record<string, string>): Promise<string> {
  vi.unstubAllEnvs();
  for (const [name, value] of Object.entries(given)) vi.stubEnv(name, value);
  vi.resetModules();
  const { env } = await import("@/lib/env");
  try {
    env();
    return "";
  } catch (error) {
    return String(error);
  }
}

test("a bucket that is half set is said at the start, by the names that are missing", async () => {
  expect(await complaint(ALL)).toBe("");
  const { SPOOL_S3_SECRET_ACCESS_KEY: secret, SPOOL_S3_REGION: _region, ...half } = ALL;
  const said = await complaint({ ...half, SPOOL_S3_REGION: "" });
  expect(said).toContain("SPOOL_S3_SECRET_ACCESS_KEY: Not set. Set it as well, or none of SPOOL_S3_*");
  expect(said).toContain("SPOOL_S3_REGION: Not set.");
  expect(said).not.toContain("SPOOL_S3_BUCKET: ");
  expect(said).not.toContain(secret);
  expect(await complaint({ SPOOL_S3_PREFIX: "rollcall" })).toContain("SPOOL_S3_BUCKET: Not set.");
  expect(await complaint({ ...ALL, SPOOL_S3_ENDPOINT: "s3.example.com" })).toContain(
    "SPOOL_S3_ENDPOINT: An address",
  );
  for (const prefix of ["../other", "a/../b", "a b", "/"])
    expect(await complaint({ ...ALL, SPOOL_S3_PREFIX: prefix }), prefix).toContain("SPOOL_S3_PREFIX");
  expect(await complaint({ ...ALL, SPOOL_S3_PREFIX: "a.b/c-d/" })).toBe("");
});

test("web and worker get the bucket, and nothing that the AWS SDK would find; others get neither", () => {
  const inherited = {
    ...ALL,
    AWS_ACCESS_KEY_ID: "other",
    AWS_ENDPOINT_URL_S3: "http://elsewhere",
    PATH: "/bin",
  };
  const secrets = {
    ROLLCALL_SESSION_SECRET: "s",
    ROLLCALL_SECRETS_KEYS: "k",
    ROLLCALL_JOBS_KEY: "j",
  };
  const options = { command: "start", inherited } as const;
  const values = childEnv({
    options,
    secrets,
    appUrl: "postgres://x",
    dataDir: "/data",
    port: 3000,
    dropPort: 0,
  });
  expect(values).toMatchObject(ALL);
  expect(Object.keys(values).filter((name) => name.startsWith("AWS_"))).toEqual([]);
  const others = withoutBucket(values);
  expect(JSON.stringify(others)).not.toContain("very secret");
  expect(others).toMatchObject({ PATH: "/bin", DATABASE_URL: "postgres://x" });
});
