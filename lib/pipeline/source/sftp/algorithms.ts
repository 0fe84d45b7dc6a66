import { getCiphers } from "node:crypto";
import type { CipherAlgorithm, KexAlgorithm, MacAlgorithm, ServerHostKeyAlgorithm } from "ssh2";
import type { HostKey } from "@/drizzle/schema/remote-sources";

/** What the client offers a server, best first in each list. */
export type Offer = {
  kex: KexAlgorithm[];
  serverHostKey: ServerHostKeyAlgorithm[];
  cipher: CipherAlgorithm[];
  hmac: MacAlgorithm[];
};

const KEX: readonly KexAlgorithm[] = [
  "curve25519-sha256@libssh.org",
  "curve25519-sha256",
  "ecdh-sha2-nistp256",
  "ecdh-sha2-nistp384",
  "ecdh-sha2-nistp521",
  "diffie-hellman-group-exchange-sha256",
  "diffie-hellman-group14-sha256",
  "diffie-hellman-group15-sha512",
  "diffie-hellman-group16-sha512",
  "diffie-hellman-group17-sha512",
  "diffie-hellman-group18-sha512",
];

const HOST_KEYS: readonly ServerHostKeyAlgorithm[] = [
  "ssh-ed25519",
  "ecdsa-sha2-nistp256",
  "ecdsa-sha2-nistp384",
  "ecdsa-sha2-nistp521",
  "rsa-sha2-512",
  "rsa-sha2-256",
];

const CIPHERS: readonly CipherAlgorithm[] = [
  "aes128-gcm@openssh.com",
  "aes256-gcm@openssh.com",
  "aes128-ctr",
  "aes192-ctr",
  "aes256-ctr",
];

const HMACS: readonly MacAlgorithm[] = [
  "hmac-sha2-256-etm@openssh.com",
  "hmac-sha2-512-etm@openssh.com",
  "hmac-sha2-256",
  "hmac-sha2-512",
];

/** SHA-1, for servers that can't do better: only where a person has allowed it. Still no 1,024-bit groups, no DSA, no MD5. */
export const SHA1: Offer = {
  kex: ["diffie-hellman-group-exchange-sha1", "diffie-hellman-group14-sha1"],
  serverHostKey: ["ssh-rsa"],
  cipher: [],
  hmac: ["hmac-sha1-etm@openssh.com", "hmac-sha1"],
};

/** Everything that is offered to a server: `allowOutdated` adds SHA-1 behind all that is better. */
export function offeredAlgorithms(pinned: HostKey | null, allowOutdated: boolean): Offer {
  const more = allowOutdated ? SHA1 : null;
  // Left out of OpenSSL in builds for FIPS, where asking for it would end every connection.
  const chacha: CipherAlgorithm[] = getCiphers().includes("chacha20")
    ? ["chacha20-poly1305@openssh.com"]
    : [];
  return {
    kex: [...KEX, ...(more?.kex ?? [])],
    serverHostKey: hostKeyAlgorithms(pinned, allowOutdated),
    cipher: [...CIPHERS, ...chacha],
    hmac: [...HMACS, ...(more?.hmac ?? [])],
  };
}

/**
 * Key algorithms to offer. The pinned type goes first: a server that gains a second key would otherwise seem to have
 * changed its key. The others stay on offer, so that a replaced key is distinguished from a server we can't talk to.
 */
export function hostKeyAlgorithms(pinned: HostKey | null, allowOutdated = false): ServerHostKeyAlgorithm[] {
  const all = allowOutdated ? [...HOST_KEYS, ...SHA1.serverHostKey] : HOST_KEYS;
  const isPinned = (name: ServerHostKeyAlgorithm) =>
    pinned?.type === "ssh-rsa" ? name.startsWith("rsa-") || name === "ssh-rsa" : name === pinned?.type;
  return [...all.filter(isPinned), ...all.filter((name) => !isPinned(name))];
}
