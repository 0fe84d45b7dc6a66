import { createHash, timingSafeEqual } from "node:crypto";
import type { ServerHostKeyAlgorithm } from "ssh2";
import type { HostKey } from "@/drizzle/schema/remote-sources";

/** What we accept, best first. SHA-1 signatures (`ssh-rsa`) are ssh2's default, and not ours. */
const ALGORITHMS: readonly ServerHostKeyAlgorithm[] = [
  "ssh-ed25519",
  "ecdsa-sha2-nistp256",
  "ecdsa-sha2-nistp384",
  "ecdsa-sha2-nistp521",
  "rsa-sha2-512",
  "rsa-sha2-256",
];

/** Describes the public key a server showed. `blob` is the key as it travels; its type comes first in it. */
export function describeHostKey(blob: Buffer): HostKey {
  const type = blob.length >= 4 ? blob.subarray(4, 4 + blob.readUInt32BE(0)).toString("latin1") : "";
  return { type, blob: blob.toString("base64"), fingerprint: fingerprintOf(blob) };
}

/** As `ssh-keygen -l` prints it. */
export function fingerprintOf(blob: Buffer): string {
  return `SHA256:${createHash("sha256").update(blob).digest("base64").replace(/=+$/, "")}`;
}

/** Whether a server's key is the pinned one. */
export function isSameHostKey(blob: Buffer, pinned: HostKey): boolean {
  const expected = Buffer.from(pinned.blob, "base64");
  return blob.length === expected.length && timingSafeEqual(blob, expected);
}

/**
 * Key algorithms to offer. The pinned type goes first: a server that gains a second key would otherwise seem to have
 * changed its key. The others stay on offer, so that a server that replaced it is told apart from one we can't talk to.
 */
export function hostKeyAlgorithms(pinned: HostKey | null): ServerHostKeyAlgorithm[] {
  const isPinned = (name: ServerHostKeyAlgorithm) =>
    pinned?.type === "ssh-rsa" ? name.startsWith("rsa-") : name === pinned?.type;
  return [...ALGORITHMS.filter(isPinned), ...ALGORITHMS.filter((name) => !isPinned(name))];
}
