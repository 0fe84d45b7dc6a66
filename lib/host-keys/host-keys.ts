import { createHash } from "node:crypto";
import ssh2 from "ssh2";
import type { Db } from "@/lib/db/client";
import { AppError } from "@/lib/errors";
import { insertMissing, replaceSealed, selectHostKeys } from "@/lib/host-keys/store";
import type { SecretPlace } from "@/lib/secrets/envelope";
import { type Keyring, keyring } from "@/lib/secrets/keyring";
import { rewrap } from "@/lib/secrets/rotate";
import { open, seal } from "@/lib/secrets/seal";

/** A key that the SFTP server for drops shows; `fingerprint` as ssh-keygen prints it. */
export type PublicHostKey = { type: string; publicKey: string; fingerprint: string };

/** RSA is for clients too old for Ed25519. */
const TYPES = ["ssh-ed25519", "ssh-rsa"] as const;

/** The public halves, the preferred one first; empty until the server has started for the first time. */
export async function listHostKeys(db: Db): Promise<PublicHostKey[]> {
  const keys = await selectHostKeys(db);
  return keys.map(({ type, publicKey }) => ({ type, publicKey, fingerprint: fingerprintOf(publicKey) }));
}

/**
 * The private keys of the server in OpenSSH's form, made and stored at the first call: every process of an installation
 * gets the same ones. Throws `internal` when the key they were sealed with is not in the ring.
 */
export async function openHostKeys(db: Db, ring: Keyring = keyring()): Promise<string[]> {
  const there = new Set((await selectHostKeys(db)).map(({ type }) => type));
  for (const type of TYPES) if (!there.has(type)) await insertMissing(db, newHostKey(type, ring));
  const keys = await selectHostKeys(db);
  for (const { type, privateKeySealed } of keys) {
    const rewrapped = rewrap(privateKeySealed, ring);
    if (rewrapped !== null) await replaceSealed(db, type, rewrapped);
  }
  return keys.map(({ type, privateKeySealed }) => open(privateKeySealed, placeOf(type), ring));
}

function newHostKey(type: (typeof TYPES)[number], ring: Keyring) {
  // ssh2 1.17 drops leading zeros of the numbers it writes, so a key may be unreadable: each is read before use.
  for (let tries = 0; tries < 100; tries += 1) {
    const pair =
      type === "ssh-rsa"
        ? ssh2.utils.generateKeyPairSync("rsa", { bits: 3072 })
        : ssh2.utils.generateKeyPairSync("ed25519");
    if (ssh2.utils.parseKey(pair.private) instanceof Error) continue;
    const publicKey = pair.public.trim().split(" ").slice(0, 2).join(" ");
    return { type, publicKey, privateKeySealed: seal(pair.private, placeOf(type), ring) };
  }
  throw new AppError("internal", "No usable host key could be made.");
}

/** Host keys are the installation's, not an organization's. */
function placeOf(type: string): SecretPlace {
  return { table: "drop_host_keys", orgId: "", id: type, field: "private_key" };
}

function fingerprintOf(publicKey: string): string {
  const blob = Buffer.from(publicKey.split(" ")[1] ?? "", "base64");
  return `SHA256:${createHash("sha256").update(blob).digest("base64").replace(/=+$/, "")}`;
}
