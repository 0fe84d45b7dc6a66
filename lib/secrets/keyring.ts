import { required } from "@/lib/env";
import { AppError } from "@/lib/errors";

/** Key-encrypting keys by their id. The active one seals; the others still open. */
export type Keyring = { readonly active: string; readonly keys: ReadonlyMap<string, Buffer> };

const KEY_BYTES = 32;
const KID = /^[A-Za-z0-9_-]{1,32}$/;

/**
 * Reads `kid:base64,kid:base64`, the first of which is the active one; each key is 32 bytes.
 * Throws an ordinary error that says which entry is wrong, never what it holds.
 */
export function parseKeyring(text: string): Keyring {
  const keys = new Map<string, Buffer>();
  const entries = text.split(",").map((entry) => entry.trim());
  for (const [index, entry] of entries.entries()) {
    const at = entry.indexOf(":");
    const kid = entry.slice(0, Math.max(at, 0));
    const key = Buffer.from(entry.slice(at + 1), "base64");
    const where = `ROLLCALL_SECRETS_KEYS, entry ${index + 1}`;
    if (!KID.test(kid)) throw new Error(`${where}: expected <key id>:<base64 of 32 bytes>.`);
    if (key.length !== KEY_BYTES)
      throw new Error(`${where} ("${kid}"): the key has ${key.length} bytes, not 32.`);
    if (keys.has(kid)) throw new Error(`${where}: the key id "${kid}" is listed twice.`);
    keys.set(kid, key);
  }
  const [active] = keys.keys();
  if (active === undefined) throw new Error("ROLLCALL_SECRETS_KEYS holds no key.");
  return { active, keys };
}

/** The key `kid`. Throws `internal` with its id when it is not in the ring: then the operator has lost or forgotten it. */
export function keyOf(ring: Keyring, kid: string): Buffer {
  const key = ring.keys.get(kid);
  if (key) return key;
  throw new AppError("internal", `The key "${kid}" that sealed this secret is missing.`, {
    meta: { kid, known: [...ring.keys.keys()] },
  });
}

let ring: Keyring | undefined;

/** The keys of this process, read once. */
export function keyring(): Keyring {
  ring ??= parseKeyring(required("ROLLCALL_SECRETS_KEYS"));
  return ring;
}
