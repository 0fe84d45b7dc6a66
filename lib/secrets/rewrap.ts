import { AppError } from "@/lib/errors";
import { formatEnvelope, parseEnvelope, wrapAad } from "@/lib/secrets/envelope";
import { decrypt, encrypt } from "@/lib/secrets/gcm";
import { type Keyring, keyOf, keyring } from "@/lib/secrets/keyring";

/**
 * The same secret with its data key wrapped by the active key; null when it already is. The content is not touched and
 * not seen. Throws `internal` when the old key is unknown or the text was tampered with.
 */
export function rewrap(sealed: string, ring: Keyring = keyring()): string | null {
  const { version, kid, wrappedKey, box } = parseEnvelope(sealed);
  if (kid === ring.active) return null;
  const old = keyOf(ring, kid);
  try {
    const dataKey = decrypt(old, wrappedKey, wrapAad(kid));
    const wrapped = encrypt(keyOf(ring, ring.active), dataKey, wrapAad(ring.active));
    return formatEnvelope({ version, kid: ring.active, wrappedKey: wrapped, box });
  } catch (cause) {
    throw new AppError("internal", "A stored secret could not be re-wrapped.", { cause, meta: { kid } });
  }
}

/** Whether the ring's key of that name is the one that the secret was sealed with. The content is not looked at. */
export function opensKey(sealed: string, ring: Keyring): boolean {
  const { kid, wrappedKey } = parseEnvelope(sealed);
  try {
    decrypt(keyOf(ring, kid), wrappedKey, wrapAad(kid));
    return true;
  } catch {
    return false;
  }
}
