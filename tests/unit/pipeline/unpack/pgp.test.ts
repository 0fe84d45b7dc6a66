import { gzipSync } from "node:zlib";
import {
  createMessage,
  encrypt,
  enums,
  generateKey,
  type PartialConfig,
  type PrivateKey,
  sign,
} from "openpgp";
import { beforeAll, describe, expect, test } from "vitest";
import { pgpKeyId } from "@/lib/model/pgp";
import type { PgpKeys } from "@/lib/pipeline/unpack/pgp/open-pgp";
import { refusal, unpack } from "../../../support/unpack";
import { inline, xlsxOf } from "../../../support/xlsx";
import { zipOf } from "../../../support/zip";

const CSV = `ID,Email\n${"1,a@x.com\n".repeat(5000)}`;

async function newKey(): Promise<PrivateKey> {
  const userIDs = [{ name: "Test" }];
  return (await generateKey({ type: "curve25519", userIDs, format: "object" })).privateKey;
}

let own: PrivateKey;
let before: PrivateKey;
let other: PrivateKey;
let sender: PrivateKey;
beforeAll(async () => {
  [own, before, other, sender] = (await Promise.all([newKey(), newKey(), newKey(), newKey()])) as [
    PrivateKey,
    PrivateKey,
    PrivateKey,
    PrivateKey,
  ];
});

type Pack = {
  for?: PrivateKey[];
  by?: PrivateKey[];
  passwords?: string[];
  armor?: boolean;
  config?: PartialConfig;
};

async function pgp(
  bytes: string | Uint8Array,
  { for: to = [own], by = [], passwords, armor, config = {} }: Pack = {},
) {
  const message = await createMessage({ binary: typeof bytes === "string" ? Buffer.from(bytes) : bytes });
  const common = { message, signingKeys: by, config };
  const encrypted = { ...common, encryptionKeys: to, ...(passwords ? { passwords } : {}) };
  return armor
    ? Buffer.from(await encrypt({ ...encrypted, format: "armored" }))
    : Buffer.from(await encrypt({ ...encrypted, format: "binary" }));
}

const keys = (more: Partial<PgpKeys> = {}): PgpKeys => ({
  own: [own, before],
  signers: [],
  isRequired: false,
  ...more,
});
const opened = (name: string, bytes: Uint8Array, more: Partial<PgpKeys> = {}) =>
  unpack(name, bytes, { pgp: keys(more) });
const refused = (name: string, bytes: Uint8Array | string, more: Partial<PgpKeys> = {}) =>
  refusal(name, bytes, { pgp: keys(more) });
const idOf = (key: PrivateKey) => pgpKeyId(key.getFingerprint());

describe("opens", () => {
  test.each<[string, Pack]>([
    ["a binary message", {}],
    ["an armored one", { armor: true }],
    ["one with AEAD (version 6 of OpenPGP)", { config: { aeadProtect: true } }],
    ["compressed data", { config: { preferredCompressionAlgorithm: enums.compression.zip } }],
    ["data compressed by zlib", { config: { preferredCompressionAlgorithm: enums.compression.zlib } }],
  ])("%s", async (_what, pack) => {
    const found = await opened("users.csv.pgp", await pgp(CSV, pack));
    expect(found).toMatchObject({ text: CSV, layers: [`encrypted for key ${idOf(own)}`, "users.csv"] });
  });

  test("what was encrypted for the key of before", async () => {
    expect((await opened("a.pgp", await pgp(CSV, { for: [before] })))?.text).toBe(CSV);
  });

  test("what is for several, one of them ours", async () => {
    expect((await opened("a.pgp", await pgp(CSV, { for: [other, own] })))?.text).toBe(CSV);
  });

  test("what does not say for whom it is", async () => {
    const message = await createMessage({ binary: Buffer.from(CSV) });
    const bytes = await encrypt({ message, encryptionKeys: own, wildcard: true, format: "binary" });
    expect((await opened("a.pgp", bytes))?.text).toBe(CSV);
  });

  test("what a known sender has signed, and names them", async () => {
    const found = await opened("a.csv.gpg", await pgp(CSV, { by: [sender] }), {
      signers: [sender.toPublic()],
    });
    expect(found?.layers).toEqual([`encrypted for key ${idOf(own)}, signed by key ${idOf(sender)}`, "a.csv"]);
  });

  test("what is signed and not encrypted, where that is allowed", async () => {
    const message = await createMessage({ binary: Buffer.from(CSV) });
    const bytes = await sign({ message, signingKeys: sender, format: "binary" });
    expect((await opened("a.pgp", bytes, { signers: [sender.toPublic()] }))?.text).toBe(CSV);
    expect(await refused("a.pgp", bytes, { isRequired: true })).toMatch(/^file_not_encrypted: /);
  });

  test("zip, gzip and workbooks in it", async () => {
    const zip = zipOf([{ name: "e.csv", bytes: CSV }]);
    expect((await opened("e.zip.pgp", await pgp(zip)))?.layers).toEqual([
      `encrypted for key ${idOf(own)}`,
      "e.zip",
      "e.csv",
    ]);
    expect((await opened("e.csv.gz.pgp", await pgp(gzipSync(CSV))))?.text).toBe(CSV);
    const book = xlsxOf({ sheets: [{ name: "S", rows: `<row>${inline("a")}</row>` }] });
    expect(await opened("e.xlsx.pgp", await pgp(book))).toMatchObject({ text: "a\n", sheet: "S" });
    const inside = zipOf([{ name: "e.csv.pgp", bytes: await pgp(CSV), method: 0 }]);
    expect(await opened("e.zip", inside, { isRequired: true })).toMatchObject({ text: CSV });
  });
});

describe("refuses, each with its own text", () => {
  test("a plain file where encryption is required", async () => {
    const told = "is not encrypted, but this Remote Source takes only files that are encrypted with PGP.";
    expect(await refused("a.csv", CSV, { isRequired: true })).toBe(`file_not_encrypted: “a.csv” ${told}`);
    expect(await refused("a.zip", zipOf([{ name: "a.csv", bytes: CSV }]), { isRequired: true })).toBe(
      `file_not_encrypted: “a.zip” ${told}`,
    );
    expect(await opened("a.csv", Buffer.from(CSV))).toBeNull();
  });

  test("one for another key, which it names", async () => {
    expect(await refused("a.pgp", await pgp(CSV, { for: [other] }))).toBe(
      `file_wrong_key: “a.pgp” is encrypted for ${pgpKeyId((await other.getEncryptionKey()).getKeyID().toHex())}, not for a key of this Remote Source (${idOf(own)}, ${idOf(before)}).`,
    );
  });

  test("one where there is no key, such as an upload", async () => {
    expect(await refusal("a.pgp", await pgp(CSV), { pgp: null })).toBe(
      "file_wrong_key: “a.pgp” is encrypted with PGP, but there is no key here that opens it.",
    );
  });

  test("one with a password", async () => {
    expect(await refused("a.pgp", await pgp(CSV, { for: [], passwords: ["x"] }))).toBe(
      "file_protected: “a.pgp” is encrypted with a password instead of a key.",
    );
  });

  test("a signature that is missing, of a stranger, or not asked for at all", async () => {
    const signers = [sender.toPublic()];
    const told = "is not signed, but this Remote Source takes only files of known senders.";
    expect(await refused("a.pgp", await pgp(CSV), { signers })).toBe(`file_not_signed: “a.pgp” ${told}`);
    expect(await refused("a.csv", CSV, { signers })).toBe(`file_not_signed: “a.csv” ${told}`);
    expect(await refused("a.pgp", await pgp(CSV, { by: [other] }), { signers })).toBe(
      `file_not_signed: “a.pgp” has no valid signature of a known sender: it is signed by ${idOf(other)}, and ${idOf(sender)} would be accepted.`,
    );
    expect((await opened("a.pgp", await pgp(CSV, { by: [other] })))?.text).toBe(CSV);
  });

  test("a clear-signed text", async () => {
    expect(await refused("a.asc", "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA512\n\nID,Email\n")).toMatch(
      /^file_not_csv: “a.asc” is a signed text/,
    );
  });

  test.each([false, true])("one that is cut off at any place (AEAD: %s)", async (aeadProtect) => {
    const bytes = await pgp(CSV, { config: { aeadProtect } });
    for (const at of [40, 150, bytes.length >> 1, bytes.length - 25, bytes.length - 1]) {
      expect(await refused("a.pgp", bytes.subarray(0, at))).toMatch(/^file_damaged: “a.pgp” /);
    }
  });

  test.each([false, true])("one of which a single bit has changed (AEAD: %s)", async (aeadProtect) => {
    const bytes = await pgp(CSV, { config: { aeadProtect } });
    for (const at of [110, bytes.length >> 1, bytes.length - 10]) {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(await refused("a.pgp", changed)).toMatch(/^file_damaged: “a.pgp” /);
    }
  });

  test("an armored one that is cut off or changed", async () => {
    const bytes = await pgp(CSV, { armor: true });
    expect(await refused("a.asc", bytes.subarray(0, bytes.length >> 1))).toMatch(/^file_damaged: /);
    const changed = Buffer.from(bytes);
    changed.write("AAAA", bytes.length >> 1);
    expect(await refused("a.asc", changed)).toMatch(/^file_damaged: /);
  });

  test("a bomb of compressed data", async () => {
    const config = { preferredCompressionAlgorithm: enums.compression.zlib };
    const bomb = await pgp(Buffer.alloc(60_000_000, "0"), { config });
    expect(bomb.length).toBeLessThan(600_000);
    expect(await refused("a.pgp", bomb)).toMatch(/^file_expands: /);
  });
});
