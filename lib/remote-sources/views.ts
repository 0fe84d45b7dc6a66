import type { AuthKind, CheckResult, HostKey } from "@/drizzle/schema/remote-sources";

/** A connection without its secret. */
export type RemoteSource = {
  id: string;
  name: string;
  kind: "sftp";
  host: string;
  port: number;
  username: string;
  authKind: AuthKind;
  credentialsSetAt: Date;
  hostKey: HostKey | null;
  hostKeySeen: HostKey | null;
  allowOutdated: boolean;
  lastCheck: CheckResult | null;
  createdAt: Date;
};

/** The properties of a source that a check shows. */
export type CheckedSource = Pick<RemoteSource, "id" | "name" | "host" | "port" | "username" | "hostKey">;
