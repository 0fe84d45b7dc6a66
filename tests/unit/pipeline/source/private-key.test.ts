import { generateKeyPairSync, type KeyObject } from "node:crypto";
import ssh2 from "ssh2";
import { describe, expect, test } from "vitest";
import { isAppError } from "@/lib/errors";
import { checkPrivateKeyText } from "@/lib/pipeline/source/sftp/private-key";
import { newKey } from "@/lib/runtime/demo/new-key";

const ed25519 = newKey();
const locked = newKey({
  passphrase: "open sesame",
  cipher: "aes256-cbc",
  rounds: 4,
});
const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey;
const ec = generateKeyPairSync("ec", { namedCurve: "prime256v1" }).privateKey;
const ed = generateKeyPairSync("ed25519").privateKey;

describe("accepted", () => {
  test.each([
    ["OpenSSH", ed25519.private, "ssh-ed25519"],
    ["PKCS#1", pem(rsa, "pkcs1"), "ssh-rsa"],
    ["SEC1", pem(ec, "sec1"), "ecdsa-sha2-nistp256"],
    ["PKCS#8 RSA", pem(rsa, "pkcs8"), "ssh-rsa"],
    ["PKCS#8 EC", pem(ec, "pkcs8"), "ecdsa-sha2-nistp256"],
    ["Windows line ends", ed25519.private.replace(/\n/g, "\r\n"), "ssh-ed25519"],
    [
      "indented, with a byte order mark",
      `\uFEFF  ${ed25519.private.replace(/\n/g, "\n   ")}\n\n`,
      "ssh-ed25519",
    ],
    [
      "parameters in front",
      `-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n${pem(ec, "sec1")}`,
      "ecdsa-sha2-nistp256",
    ],
  ])("%s", (_, text, type) => {
    const checked = checkPrivateKeyText(text);
    expect(checked.type).toBe(type);
    // What is stored has to be what a connection reads.
    expect(checkPrivateKeyText(checked.privateKey)).toEqual(checked);
    expect(ssh2.utils.parseKey(checked.privateKey)).not.toBeInstanceOf(Error);
  });

  test("with its passphrase", () => {
    const { publicKey } = checkPrivateKeyText(locked.private, "open sesame");
    expect(publicKey).toBe(locked.public.split(" ").slice(0, 2).join(" "));
  });

  test("an encrypted PKCS#1 key with its passphrase", () => {
    const text = rsa
      .export({ type: "pkcs1", format: "pem", cipher: "aes-256-cbc", passphrase: "p" })
      .toString();
    expect(checkPrivateKeyText(text, "p").type).toBe("ssh-rsa");
  });
});

describe("refused, in the field concerned", () => {
  test.each([
    ["nothing", "", "privateKey", /Paste the private key/],
    ["other text", "hello", "privateKey", /not a private key/],
    ["the public half", ed25519.public, "privateKey", /public half/],
    ["a cut-off key", ed25519.private.slice(0, 200), "privateKey", /not a private key/],
    [
      "a damaged key",
      ed25519.private.replace(/.{70}\n(?=-----END)/s, ""),
      "privateKey",
      /Paste the whole file/,
    ],
    ["PKCS#8 Ed25519", pem(ed, "pkcs8"), "privateKey", /ssh-keygen -p -f/],
    [
      "encrypted PKCS#8",
      rsa.export({ type: "pkcs8", format: "pem", cipher: "aes-256-cbc", passphrase: "p" }).toString(),
      "privateKey",
      /ssh-keygen -p -f/,
    ],
    ["PuTTY version 3", "PuTTY-User-Key-File-3: ssh-ed25519\nEncryption: none\n", "privateKey", /PuTTYgen/],
    [
      "PuTTY version 2, Ed25519",
      "PuTTY-User-Key-File-2: ssh-ed25519\nEncryption: none\n",
      "privateKey",
      /PuTTYgen/,
    ],
    [
      "DSA",
      "-----BEGIN DSA PRIVATE KEY-----\nAAAA\n-----END DSA PRIVATE KEY-----",
      "privateKey",
      /not accepted/,
    ],
    ["a book", "x".repeat(40_000), "privateKey", /too long/],
    ["a locked key", locked.private, "passphrase", /has a passphrase/],
  ])("%s", (_, text, field, words) => {
    expect(refusal(text)).toEqual({ [field]: expect.stringMatching(words) });
  });

  test("a wrong passphrase", () => {
    expect(refusal(locked.private, "wrong")).toEqual({ passphrase: expect.stringMatching(/does not match/) });
  });

  test("a key that would keep us computing for hours is refused at once", () => {
    const began = performance.now();
    expect(refusal(withRounds(locked.private, 4_000_000_000), "open sesame")).toEqual({
      privateKey: expect.stringMatching(/rounds/),
    });
    expect(refusal(withRounds(locked.private, 65), "open sesame")).toEqual({
      privateKey: expect.stringMatching(/ssh-keygen -p -a 24/),
    });
    expect(performance.now() - began).toBeLessThan(250);
  });
});

function pem(key: KeyObject, type: "pkcs1" | "sec1" | "pkcs8"): string {
  return key.export({ type, format: "pem" } as { type: "pkcs8"; format: "pem" }).toString();
}

function refusal(text: string, passphrase?: string): unknown {
  try {
    checkPrivateKeyText(text, passphrase);
  } catch (error) {
    if (isAppError(error) && error.code === "invalid_input") return error.fieldErrors;
    throw error;
  }
  return "accepted";
}

/** The same key, with another number of rounds in its header. */
function withRounds(text: string, rounds: number): string {
  const [head = "", ...rest] = text.trim().split("\n");
  const foot = rest.pop() ?? "";
  const bytes = Buffer.from(rest.join(""), "base64");
  // The options hold a salt (length, 16 bytes), then the rounds; "bcrypt" and the options' length stand before them.
  const options = bytes.indexOf("bcrypt") + "bcrypt".length + 4;
  bytes.writeUInt32BE(rounds, options + 4 + bytes.readUInt32BE(options));
  return [head, bytes.toString("base64"), foot].join("\n");
}
