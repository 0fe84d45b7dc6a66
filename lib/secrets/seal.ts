import { randomBytes } from "node:crypto";
import { AppError } from "@/lib/errors";
import type { SourcePlace } from "@/lib/model/source";
import {
  contentAad,
  decrypt,
  encrypt,
  formatEnvelope,
  parseEnvelope,
  type SecretPlace,
  type Version,
  wrapAad,
} from "@/lib/secrets/envelope";
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

type Owner = { orgId: string; id: string };

/** Where a Remote Source's secret lives, and the one place, such as a server and user, that it opens for. */
export function placeOf({ orgId, id }: Owner, place: SourcePlace): SecretPlace {
  // In the order of the names: the database keeps them in an order of its own.
  const names = Object.keys(place).sort();
  const boundTo = JSON.stringify(names.map((name) => place[name]));
  return { table: "remote_sources", orgId, id, field: "credentials", boundTo };
}

/** Where a private PGP key of a Remote Source lives: it opens for this key of this source only. */
export function pgpPlaceOf({ orgId, id }: Owner, fingerprint: string): SecretPlace {
  return { table: "remote_sources", orgId, id, field: "pgp", boundTo: fingerprint };
}
