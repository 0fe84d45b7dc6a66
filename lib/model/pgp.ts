/** A key pair of a Remote Source that files are encrypted for. */
export type OwnPgpKey = {
  /** Lower-case hex, 40 digits; the last 16 are the key's ID. */
  fingerprint: string;
  /** Armored, for senders. */
  publicKey: string;
  /** The private key, sealed by `lib/secrets`, bound to the Remote Source. */
  sealed: string;
  createdAt: string;
  createdBy: string;
  /** Until when a replaced key opens files; null for the present one. */
  opensUntil: string | null;
};

/** The public key of a sender whose signature is accepted. */
export type PgpSigner = {
  fingerprint: string;
  publicKey: string;
  /** What the key says of its owner. */
  name: string;
  addedAt: string;
  addedBy: string;
};

/** What a Remote Source has for PGP; it lies in the row of its secret, and is put under new keys with it. */
export type SourcePgp = {
  /** The present one first. */
  own: OwnPgpKey[];
  /** Where there are any, every file has to be signed by one of them. */
  signers: PgpSigner[];
  /** Whether files that are not encrypted are refused. */
  isRequired: boolean;
};

export const NO_PGP: SourcePgp = { own: [], signers: [], isRequired: false };

/** `7f3a…` -> "7F3A 1B2C 3D4E 5F60", the ID of a key as people compare it. */
export function pgpKeyId(fingerprintOrId: string): string {
  return (fingerprintOrId.slice(-16).toUpperCase().match(/.{4}/g) ?? []).join(" ");
}
