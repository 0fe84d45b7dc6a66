import { expect, test } from "vitest";
import { createRemoteSource } from "@/lib/remote-sources/create";
import { rotateKeys } from "@/lib/runtime/rotate-keys";
import { testDb } from "../../support/db";
import { mintTenant } from "../../support/tenant";

test("a key that has the right name and is another one is told at start, before anything is stored with it", async () => {
  const { ctx } = await mintTenant();
  const own = { name: "Other key", host: "sftp.example.com", port: 22, username: "rollcall" };
  await createRemoteSource(ctx, {
    kind: "sftp",
    ...own,
    authKind: "password",
    password: "secret",
    privateKey: "",
    passphrase: "",
  });
  const { ROLLCALL_SECRETS_KEYS: ours = "" } = process.env;
  expect(await rotateKeys(testDb().url, ours)).toBe(0);
  const another = `k1:${Buffer.alloc(32, 8).toString("base64")}`;
  await expect(rotateKeys(testDb().url, another)).rejects.toThrow(
    /^The key "k1" is another one than the one that locks the passwords and keys of 1 Remote Source\(s\)\. Restore the secrets\.json/,
  );
});
