import { randomBytes } from "node:crypto";
import { contentAad, formatEnvelope, type SecretPlace, wrapAad } from "@/lib/secrets/envelope";
import { encrypt } from "@/lib/secrets/gcm";
import { type Keyring, keyOf, keyring } from "@/lib/secrets/keyring";

const DATA_KEY_BYTES = 32;

/**
 * Encrypts `plain` for one place only: AES-256-GCM under a random data key of its own, which is wrapped by the active
 * key of the ring (OWASP ASVS 5.0, 11.3).
 */
export function seal(plain: string, place: SecretPlace, ring: Keyring = keyring()): string {
  const dataKey = randomBytes(DATA_KEY_BYTES);
  const kid = ring.active;
  return formatEnvelope({
    version: "v2",
    kid,
    wrappedKey: encrypt(keyOf(ring, kid), dataKey, wrapAad(kid)),
    box: encrypt(dataKey, Buffer.from(plain, "utf8"), contentAad(place, "v2")),
  });
}
