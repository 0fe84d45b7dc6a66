import { randomBytes } from "node:crypto";
import { hashToken } from "@/lib/auth/token";

/** 32 characters, five bits each: without i, l, o and u, which look like others on paper. */
const LETTERS = "0123456789abcdefghjkmnpqrstvwxyz";
const CODE_CHARS = 16;
export const RECOVERY_CODES = 10;

/** Ten new codes of 80 random bits each, as people write them down: `xxxx-xxxx-xxxx-xxxx`. */
export function newRecoveryCodes(): string[] {
  return Array.from({ length: RECOVERY_CODES }, newCode);
}

function newCode(): string {
  const chars = [...randomBytes(CODE_CHARS)].map((byte) => LETTERS[byte % LETTERS.length]);
  return (chars.join("").match(/.{4}/g) ?? []).join("-");
}

/** What is kept of a code; null for what can't be one. Capitals, blanks and hyphens don't matter. */
export function recoveryCodeHash(typed: string): string | null {
  const plain = typed.toLowerCase().replace(/[\s-]/g, "");
  return plain.length === CODE_CHARS && /^[a-z0-9]+$/.test(plain) ? hashToken(plain) : null;
}
