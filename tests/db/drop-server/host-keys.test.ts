import { execFileSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import ssh2 from "ssh2";
import { expect, test } from "vitest";
import { listHostKeys, openHostKeys } from "@/lib/host-keys/host-keys";
import { keyIdOf } from "@/lib/secrets/envelope";
import { parseKeyring } from "@/lib/secrets/keyring";
import { testDb } from "../../support/db";

const { db, sql } = testDb();

test("processes that start at the same time show the same keys, and so does every later one", async () => {
  const first = await Promise.all([openHostKeys(db), openHostKeys(db), openHostKeys(db)]);
  const again = await openHostKeys(db);
  expect(first).toEqual([again, again, again]);
  const types = again.map((key) => {
    const read = ssh2.utils.parseKey(key);
    return read instanceof Error ? read.message : read.type;
  });
  expect(types).toEqual(["ssh-ed25519", "ssh-rsa"]);
});

test("the fingerprint shown is the one that ssh-keygen prints", async () => {
  await openHostKeys(db);
  const file = join(mkdtempSync(join(tmpdir(), "rollcall-key-")), "key.pub");
  for (const { publicKey, fingerprint } of await listHostKeys(db)) {
    writeFileSync(file, `${publicKey}\n`);
    const printed = execFileSync("ssh-keygen", ["-l", "-f", file]).toString();
    expect(printed.split(" ")[1]).toBe(fingerprint);
  }
});

test("private keys are stored sealed, and follow to the first key of the ring", async () => {
  const before = await openHostKeys(db);
  const sealed = async () => {
    const rows = await sql<
      { sealed: string }[]
    >`select private_key_sealed as sealed from drop_host_keys order by type`;
    return rows.map((row) => row.sealed);
  };
  expect((await sealed()).join()).not.toContain("PRIVATE");
  const entry = (kid: string, fill: number) => `${kid}:${Buffer.alloc(32, fill).toString("base64")}`;
  const rotated = parseKeyring(`${entry("k2", 9)},${entry("k1", 7)}`);
  expect(await openHostKeys(db, rotated)).toEqual(before);
  expect((await sealed()).map(keyIdOf)).toEqual(["k2", "k2"]);
  // Once the old key is gone too; and without the new one nothing is opened, or replaced by another key.
  expect(await openHostKeys(db, parseKeyring(entry("k2", 9)))).toEqual(before);
  await expect(openHostKeys(db)).rejects.toThrow("k2");
  expect((await sealed()).map(keyIdOf)).toEqual(["k2", "k2"]);
});
