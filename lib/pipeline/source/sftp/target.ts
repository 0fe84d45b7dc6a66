import type { HostKey } from "@/drizzle/schema/remote-sources";
import type { StartAt } from "@/lib/pipeline/source/sftp/settings";

export type SftpAuth =
  | { kind: "password"; password: string }
  | { kind: "private_key"; privateKey: string; passphrase?: string };

/** A login on a customer's server, with its secrets opened. `hostKey` is the pinned key; null accepts any, once. */
export type SftpTarget = {
  kind: "sftp";
  host: string;
  port: number;
  username: string;
  auth: SftpAuth;
  hostKey: HostKey | null;
  /** Whether algorithms with SHA-1 are offered too. */
  allowOutdated?: boolean;
  /** Where paths start; at home when left out. */
  startAt?: StartAt;
};
