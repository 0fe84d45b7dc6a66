import { createHash, randomBytes } from "node:crypto";

/** 256 random bits, fit for an address. */
export function newToken(): string {
  return randomBytes(32).toString("base64url");
}

/** What is kept of a token: its SHA-256, hex. A stolen table lets nobody in. */
export function hashToken(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}
