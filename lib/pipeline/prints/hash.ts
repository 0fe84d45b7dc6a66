import crypto from "node:crypto";

export const SECRET_BYTES = 32;
/** Of a print, as numbers of 32 bits. */
export const PRINT_WORDS = 4;

/**
 * Prints of stretches of bytes: 128 bits of SHA-256 over a secret and the bytes, written into `out` from the word `at`. Keyed, so
 * that nobody can make two rows of one print who does not have the secret, and a print says nothing of its row.
 */
export function createPrinter(secret: Uint8Array) {
  let room = Buffer.alloc(64 * 1024);
  room.set(secret);

  return (bytes: Uint8Array, start: number, end: number, out: Int32Array, at: number): void => {
    const size = secret.length + end - start;
    if (size > room.length) {
      room = Buffer.alloc(size * 2);
      room.set(secret);
    }
    room.set(bytes.subarray(start, end), secret.length);
    const text = digest(room.subarray(0, size));
    for (let word = 0; word < PRINT_WORDS; word++) {
      const from = word * 4;
      out[at + word] =
        text.charCodeAt(from) |
        (text.charCodeAt(from + 1) << 8) |
        (text.charCodeAt(from + 2) << 16) |
        (text.charCodeAt(from + 3) << 24);
    }
  };
}

/** A byte a character. In one call it takes a quarter of the time; that is there since Node 20.12. */
function digest(bytes: Buffer): string {
  return typeof crypto.hash === "function"
    ? crypto.hash("sha256", bytes, "binary")
    : crypto.createHash("sha256").update(bytes).digest("binary");
}

/** 32 bits of a text, to look for equal ones: different texts may have the same. `seed` keeps others from making such texts. */
export function hashText(text: string, seed: number): number {
  let hash = seed;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}
