import { createHash, timingSafeEqual } from "node:crypto";
import type { HostKey } from "@/drizzle/schema/remote-sources";

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
