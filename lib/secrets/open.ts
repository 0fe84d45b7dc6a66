import { AppError } from "@/lib/errors";
import { contentAad, parseEnvelope, type SecretPlace, type Version, wrapAad } from "@/lib/secrets/envelope";
import { decrypt } from "@/lib/secrets/gcm";
import { type Keyring, keyOf, keyring } from "@/lib/secrets/keyring";

/**
 * Gives back what `seal` was given for the same place. Throws `internal` when the key is unknown, when the text was
 * tampered with, or when it was sealed for another row, organization, field or use.
 */
export function open(sealed: string, place: SecretPlace, ring: Keyring = keyring()): string {
  return openVersion("v2", sealed, place, ring);
}

/** Opens one version only: a `v1` secret is not bound to its use, so nothing but sealing it again may open it. */
export function openVersion(expected: Version, sealed: string, place: SecretPlace, ring: Keyring): string {
  const { version, kid, wrappedKey, box } = parseEnvelope(sealed);
  const key = keyOf(ring, kid);
  try {
    if (version !== expected) throw new RangeError(`The secret is ${version}, not ${expected}.`);
    return decrypt(decrypt(key, wrappedKey, wrapAad(kid)), box, contentAad(place, version)).toString("utf8");
  } catch (cause) {
    throw new AppError("internal", "A stored secret could not be opened.", {
      cause,
      meta: { kid, ...place },
    });
  }
}
