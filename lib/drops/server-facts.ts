import { db } from "@/lib/db/client";
import { dropAddress } from "@/lib/env";
import { listHostKeys } from "@/lib/host-keys/host-keys";

/** Where clients find the SFTP server, and how they know that it is ours. */
export type DropServer = {
  host: string;
  port: number;
  /** The preferred one first. `publicKey` is `type base64`, `fingerprint` as ssh-keygen prints it. */
  keys: { type: string; publicKey: string; fingerprint: string }[];
};

/** Null while the server is switched off, or has not been started yet. */
export async function findDropServer(): Promise<DropServer | null> {
  const address = dropAddress();
  const keys = address === null ? [] : await listHostKeys(db());
  return address === null || keys.length === 0 ? null : { ...address, keys };
}
