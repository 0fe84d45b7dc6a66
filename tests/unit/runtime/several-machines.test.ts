import { expect, test } from "vitest";
import { namesOf } from "@/lib/runtime/build";
import { childEnv } from "@/lib/runtime/child-env";

const SECRETS = { ROLLCALL_SESSION_SECRET: "one", ROLLCALL_SECRETS_KEYS: "k1:eA==", ROLLCALL_JOBS_KEY: "ab" };

function keyOf(secret: string | undefined, inherited: Record<string, string> = {}): string {
  const values = childEnv({
    ...{
      options: { command: "web", inherited },
      appUrl: "postgres://x",
      dataDir: "/tmp/x",
      port: 1,
      dropPort: 2,
    },
    secrets: { ...SECRETS, ...(secret ? { ROLLCALL_SESSION_SECRET: secret } : {}) },
  });
  return values.NEXT_SERVER_ACTIONS_ENCRYPTION_KEY ?? "";
}

test("web processes with the same session secret open what the others encrypted for a page", () => {
  expect(Buffer.from(keyOf("one"), "base64")).toHaveLength(32);
  expect(keyOf("one")).toBe(keyOf(undefined));
  expect(keyOf("two")).not.toBe(keyOf("one"));
  // The environment goes before the folder, for this key as for the secret that it is made from.
  expect(keyOf("two", { ROLLCALL_SESSION_SECRET: "one" })).toBe(keyOf("one"));
  expect(keyOf("one", { NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: "given" })).toBe("given");
});

test("builds of the same sources have the same names, and those of others do not", () => {
  const [one, again, other] = ["a".repeat(64), "a".repeat(64), "b".repeat(64)].map(namesOf);
  expect(one).toEqual(again);
  expect(one?.ROLLCALL_BUILD_ID).not.toBe(other?.ROLLCALL_BUILD_ID);
  const { NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: key = "" } = one ?? {};
  expect(Buffer.from(key, "base64")).toHaveLength(32);
  expect(key).not.toBe(other?.NEXT_SERVER_ACTIONS_ENCRYPTION_KEY);
});
