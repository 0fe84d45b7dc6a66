import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { AppError } from "@/lib/errors";

/** A sealed secret taken apart: `v2.<kid>.<wrapped data key>.<box>`, the last two base64url. */
type Envelope = { version: Version; kid: string; wrappedKey: Buffer; box: Buffer };

/** `v1` was bound to its row only. It is sealed again when Rollcall starts, and opens nowhere else. */
export type Version = "v1" | "v2";

/** Where a secret lives. It opens nowhere else, so that a copied or swapped ciphertext is worth nothing. */
export type SecretPlace = {
  table: string;
  orgId: string;
  id: string;
  field: string;
  /** What the secret may be used for, such as one server and user. */
  boundTo?: string;
};

export function formatEnvelope({ version, kid, wrappedKey, box }: Envelope): string {
  return [version, kid, wrappedKey.toString("base64url"), box.toString("base64url")].join(".");
}

/** Throws `internal` for text that no version of Rollcall has written. */
export function parseEnvelope(sealed: string): Envelope {
  const [version, kid, wrappedKey, box, ...rest] = sealed.split(".");
  if (!isVersion(version) || !kid || !wrappedKey || !box || rest.length > 0) {
    throw new AppError("internal", "A stored secret has an unknown format.", { meta: { version } });
  }
  return {
    version,
    kid,
    wrappedKey: Buffer.from(wrappedKey, "base64url"),
    box: Buffer.from(box, "base64url"),
  };
}

/** The id of the key that a secret is under; null for text that is no sealed secret. */
export function keyIdOf(sealed: string): string | null {
  const [version, kid, ...rest] = sealed.split(".");
  return isVersion(version) && kid && rest.length === 2 ? kid : null;
}

function isVersion(text: string | undefined): text is Version {
  return text === "v1" || text === "v2";
}

/** What the content is bound to. */
export function contentAad({ table, orgId, id, field, boundTo = "" }: SecretPlace, version: Version): string {
  if (version === "v1") return [table, orgId, id, field, version].join("|");
  return JSON.stringify([table, orgId, id, field, boundTo, version]);
}

/** What the wrapped data key is bound to: not the row, so that keys can be rotated without knowing whose it is. */
export function wrapAad(kid: string): string {
  return ["data-key", kid, "v1"].join("|");
}

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** AES-256-GCM under a fresh random 96-bit nonce. Gives nonce, ciphertext and tag in one buffer. */
export function encrypt(key: Buffer, plain: Buffer, aad: string): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv("aes-256-gcm", key, nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(Buffer.from(aad, "utf8"));
  const body = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([nonce, body, cipher.getAuthTag()]);
}

/** Undoes `encrypt`. Throws when a bit of it, or of `aad`, is not what it was. */
export function decrypt(key: Buffer, box: Buffer, aad: string): Buffer {
  if (box.length < NONCE_BYTES + TAG_BYTES) throw new RangeError("The box is too short.");
  const nonce = box.subarray(0, NONCE_BYTES);
  const decipher = createDecipheriv("aes-256-gcm", key, nonce, { authTagLength: TAG_BYTES });
  decipher.setAAD(Buffer.from(aad, "utf8"));
  decipher.setAuthTag(box.subarray(box.length - TAG_BYTES));
  return Buffer.concat([
    decipher.update(box.subarray(NONCE_BYTES, box.length - TAG_BYTES)),
    decipher.final(),
  ]);
}
