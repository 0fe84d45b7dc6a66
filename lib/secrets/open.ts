import { AppError } from "@/lib/errors";
import { contentAad, parseEnvelope, type SecretPlace, wrapAad } from "@/lib/secrets/envelope";
import { decrypt } from "@/lib/secrets/gcm";
import { type Keyring, keyOf, keyring } from "@/lib/secrets/keyring";

/**
 * Gives back what `seal` was given for the same place. Throws `internal` when the key is unknown, when the text was
 * tampered with, or when it was sealed for another row, organization or field.
 */
export function open(sealed: string, place: SecretPlace, ring: Keyring = keyring()): string {
  const { kid, wrappedKey, box } = parseEnvelope(sealed);
  const key = keyOf(ring, kid);
  try {
    return decrypt(decrypt(key, wrappedKey, wrapAad(kid)), box, contentAad(place)).toString("utf8");
  } catch (cause) {
    throw new AppError("internal", "A stored secret could not be opened.", {
      cause,
      meta: { kid, ...place },
    });
  }
}
