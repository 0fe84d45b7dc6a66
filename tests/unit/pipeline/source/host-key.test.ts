import { expect, test } from "vitest";
import { hostKeyAlgorithms, offeredAlgorithms } from "@/lib/pipeline/source/sftp/algorithms";
import { describeHostKey, isSameHostKey } from "@/lib/pipeline/source/sftp/host-key";

// Made with ssh-keygen; the fingerprint is what `ssh-keygen -l` printed.
const BLOB = "AAAAC3NzaC1lZDI1NTE5AAAAIEvsJyxHBUoVysrY3djvDTyCCMq/MDx5QaILdWQan3Bl";
const FINGERPRINT = "SHA256:PxqYpbNz9Lu69FTwtR321iWmgTHiVVlu9ozoL0lsk1Q";
const key = { type: "ssh-ed25519", blob: BLOB, fingerprint: FINGERPRINT };

test("a fingerprint is the one that ssh-keygen prints", () => {
  expect(describeHostKey(Buffer.from(BLOB, "base64"))).toEqual(key);
});

test("a key is the same only byte by byte", () => {
  const bytes = Buffer.from(BLOB, "base64");
  expect(isSameHostKey(bytes, key)).toBe(true);
  expect(isSameHostKey(bytes.subarray(0, -1), key)).toBe(false);
  bytes[40] = (bytes[40] ?? 0) ^ 1;
  expect(isSameHostKey(bytes, key)).toBe(false);
});

test("the pinned type is asked for first, and SHA-1 never", () => {
  expect(hostKeyAlgorithms(null)[0]).toBe("ssh-ed25519");
  expect(hostKeyAlgorithms({ ...key, type: "ssh-rsa" }).slice(0, 2)).toEqual([
    "rsa-sha2-512",
    "rsa-sha2-256",
  ]);
  expect(hostKeyAlgorithms({ ...key, type: "ecdsa-sha2-nistp521" })[0]).toBe("ecdsa-sha2-nistp521");
  for (const type of ["ssh-rsa", "ssh-dss", "anything"]) {
    expect(hostKeyAlgorithms({ ...key, type })).not.toContain("ssh-rsa");
    expect(hostKeyAlgorithms({ ...key, type })).toHaveLength(6);
  }
});

test("SHA-1 is offered only where it was allowed, and last", () => {
  expect(JSON.stringify(offeredAlgorithms(null, false))).not.toMatch(/sha1|ssh-rsa|ssh-dss|md5|cbc/);
  const { kex, serverHostKey, hmac } = offeredAlgorithms(null, true);
  expect([kex.at(-1), serverHostKey.at(-1), hmac.at(-1)]).toEqual([
    "diffie-hellman-group14-sha1",
    "ssh-rsa",
    "hmac-sha1",
  ]);
  expect(kex).not.toContain("diffie-hellman-group1-sha1");
});

test("a server known by its RSA key keeps it first where SHA-1 is allowed", () => {
  expect(hostKeyAlgorithms({ ...key, type: "ssh-rsa" }, true).slice(0, 3)).toEqual([
    "rsa-sha2-512",
    "rsa-sha2-256",
    "ssh-rsa",
  ]);
});
