import { AppError } from "@/lib/errors";

/** A sealed secret taken apart: `v1.<kid>.<wrapped data key>.<box>`, the last two base64url. */
export type Envelope = { kid: string; wrappedKey: Buffer; box: Buffer };

/** Where a secret lives. It opens nowhere else, so that a copied or swapped ciphertext is worth nothing. */
export type SecretPlace = { table: string; orgId: string; id: string; field: string };

export const VERSION = "v1";

export function formatEnvelope({ kid, wrappedKey, box }: Envelope): string {
  return [VERSION, kid, wrappedKey.toString("base64url"), box.toString("base64url")].join(".");
}

/** Throws `internal` for text that no version of Rollcall has written. */
export function parseEnvelope(sealed: string): Envelope {
  const [version, kid, wrappedKey, box, ...rest] = sealed.split(".");
  if (version !== VERSION || !kid || !wrappedKey || !box || rest.length > 0) {
    throw new AppError("internal", "A stored secret has an unknown form.", { meta: { version } });
  }
  return { kid, wrappedKey: Buffer.from(wrappedKey, "base64url"), box: Buffer.from(box, "base64url") };
}

/** The id of the key that a secret is under; null for text that is no sealed secret. */
export function keyIdOf(sealed: string): string | null {
  const [version, kid, ...rest] = sealed.split(".");
  return version === VERSION && kid && rest.length === 2 ? kid : null;
}

/** What the content is bound to. */
export function contentAad(place: SecretPlace): string {
  return [place.table, place.orgId, place.id, place.field, VERSION].join("|");
}

/** What the wrapped data key is bound to: not the row, so that keys can be rotated without knowing whose it is. */
export function wrapAad(kid: string): string {
  return ["data-key", kid, VERSION].join("|");
}
