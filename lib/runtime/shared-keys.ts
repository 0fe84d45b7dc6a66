import { createHmac } from "node:crypto";
import { env } from "@/lib/env";
import type { ChildEnv } from "@/lib/runtime/service";
import {
  forgetSharedKeys,
  type KeyPrint,
  readSharedKeys,
  withSharedKeys,
  writeSharedKeys,
} from "@/lib/runtime/shared-keys.store";
import { parseKeyring } from "@/lib/secrets/keyring";

const RING = "secrets:";

/**
 * Compares the keys of this process with those of the installation, of which the database has fingerprints, and adds
 * what is new, as when keys are rotated. Throws a sentence for people when a key is another one, or when the key that
 * secrets are encrypted with is missing: two processes with different keys can't read what the other stores.
 */
export async function checkSharedKeys(appUrl: string, values: ChildEnv): Promise<void> {
  const ours = fingerprints(values);
  await withSharedKeys(appUrl, async (tx) => {
    if (env().ROLLCALL_REPLACE_KEYS === "1") await forgetSharedKeys(tx);
    const fault = faultOf(ours, await readSharedKeys(tx));
    if (fault) throw new Error(`${fault} ${REMEDY}`);
    await writeSharedKeys(tx, ours);
  });
}

const REMEDY =
  "Give all processes the same ROLLCALL_SESSION_SECRET, ROLLCALL_SECRETS_KEYS and ROLLCALL_JOBS_KEY, or the same " +
  "secrets.json in their data folders. If you replaced a key on purpose, stop all processes and start the first one with " +
  "ROLLCALL_REPLACE_KEYS=1.";

/** What is wrong with our keys, in a sentence; null when they are those of the installation. */
export function faultOf(ours: readonly KeyPrint[], stored: readonly KeyPrint[]): string | null {
  const own = new Map(ours.map(({ name, fingerprint }) => [name, fingerprint]));
  for (const { name, fingerprint, isFirst } of stored) {
    const here = own.get(name);
    const other = here !== undefined && here !== fingerprint;
    if (other)
      return `${variable(name)} is not the one that this database's other processes have (fingerprint ${here}, theirs ${fingerprint}).`;
    if (here === undefined && isFirst)
      return `ROLLCALL_SECRETS_KEYS lacks the key "${name.slice(RING.length)}", which this database's other processes encrypt with.`;
  }
  return null;
}

function variable(name: string): string {
  if (name === "session") return "ROLLCALL_SESSION_SECRET";
  if (name === "jobs") return "ROLLCALL_JOBS_KEY";
  return `The key "${name.slice(RING.length)}" of ROLLCALL_SECRETS_KEYS`;
}

/** 64 bits of each key, from which none can be recovered. */
export function fingerprints(values: ChildEnv): KeyPrint[] {
  const { active, keys } = parseKeyring(values.ROLLCALL_SECRETS_KEYS ?? "");
  const ring = [...keys].map(([kid, key]) => ({
    name: `${RING}${kid}`,
    fingerprint: print(key),
    isFirst: kid === active,
  }));
  return [
    { name: "session", fingerprint: print(values.ROLLCALL_SESSION_SECRET ?? ""), isFirst: false },
    { name: "jobs", fingerprint: print(values.ROLLCALL_JOBS_KEY ?? ""), isFirst: false },
    ...ring,
  ];
}

function print(key: string | Buffer): string {
  return createHmac("sha256", key).update("rollcall fingerprint").digest("hex").slice(0, 16);
}
