import { generateKeyPairSync } from "node:crypto";
import ssh2 from "ssh2";
import { describe, expect, test } from "vitest";
import { readPublicKey } from "@/lib/drops/public-key";
import { isAppError } from "@/lib/errors";

const made = (type: "ed25519" | "rsa" | "ecdsa", bits?: number) =>
  ssh2.utils.generateKeyPairSync(type as "rsa", { bits: bits ?? 256, comment: "hr export@server 1" });

function fault(text: string): string {
  try {
    readPublicKey(text);
    return "taken";
  } catch (error) {
    if (!isAppError(error)) throw error;
    expect(error.code).toBe("invalid_input");
    return error.fieldErrors?.publicKey ?? "";
  }
}

const ED25519 =
  "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIE9SyYKyDx+wgrI9eyrXvsK1S8eU1wDCy1hLDVvxcgkV hr export@server 1";

test("a public key is read with its type, fingerprint and comment", () => {
  expect(readPublicKey(`  ${ED25519}\n`)).toEqual({
    type: "ssh-ed25519",
    blob: "AAAAC3NzaC1lZDI1NTE5AAAAIE9SyYKyDx+wgrI9eyrXvsK1S8eU1wDCy1hLDVvxcgkV",
    // ssh-keygen -l -f
    fingerprint: "SHA256:Sun1Kb6vHLJWceik/53T58sd33+7zjq5n9pPfT6c7Rw",
    comment: "hr export@server 1",
  });
});

test.each([
  ["ecdsa", 256, "ecdsa-sha2-nistp256"],
  ["ecdsa", 384, "ecdsa-sha2-nistp384"],
  ["ecdsa", 521, "ecdsa-sha2-nistp521"],
  ["rsa", 2048, "ssh-rsa"],
] as const)("%s with %i bits is taken", (type, bits, name) => {
  expect(readPublicKey(made(type, bits).public).type).toBe(name);
});

describe("what can't be used is refused in words that help", () => {
  const pkcs8 = generateKeyPairSync("ed25519").privateKey.export({ type: "pkcs8", format: "pem" }).toString();
  const puTty = "PuTTY-User-Key-File-3: ssh-ed25519\nEncryption: none\n";
  const [type, blob] = ED25519.split(" ");
  test.each<[string, string, RegExp]>([
    ["nothing", "", /not a public key/],
    ["a sentence", "please let me in", /not a public key/],
    ["a private key of OpenSSH", made("rsa", 2048).private, /This is a private key/],
    ["a private key in PKCS#8", pkcs8, /This is a private key/],
    ["a private key of PuTTY", puTty, /This is a private key/],
    ["a private key behind other text", `see below\n${pkcs8}`, /This is a private key/],
    ["an RSA key of 1024 bits", made("rsa", 1024).public, /1024 bits, and needs at least 2048/],
    ["a DSA key", "ssh-dss AAAAB3NzaC1kc3M= x", /DSA/],
    ["a key on a token", "sk-ssh-ed25519@openssh.com AAAA x", /security token/],
    ["a certificate", "ssh-ed25519-cert-v01@openssh.com AAAA x", /certificate/],
    ["a key in the format of RFC 4716", "---- BEGIN SSH2 PUBLIC KEY ----\nAAAA", /ssh-keygen -i/],
    ["two keys", `${ED25519}\n${ED25519}`, /one key at a time/],
    ["options", `no-pty,command="rm -rf /" ${ED25519}`, /options/],
    ["a key that was cut off", ED25519.slice(0, 60), /incomplete or damaged/],
    ["a key with something behind it", `${type} ${blob}AAAA x`, /incomplete or damaged/],
    ["characters that are no base64", `${type} ${blob?.slice(0, -1)}! x`, /incomplete or damaged/],
    ["another type before it", `ssh-rsa ${blob} x`, /incomplete or damaged/],
    ["a very long text", `ssh-rsa ${"A".repeat(20_000)}`, /not a public key/],
  ])("%s", (_what, text, words) => {
    expect(fault(text)).toMatch(words);
  });
});
