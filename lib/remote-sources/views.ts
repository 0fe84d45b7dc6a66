import type { CheckResult, HostKey } from "@/drizzle/schema/remote-sources";
import type { SourceKind, SourceSettings } from "@/lib/model/source";

/** A connection without its secret. */
export type RemoteSource = {
  id: string;
  name: string;
  kind: SourceKind;
  settings: SourceSettings;
  /** Where it is, in one word for a person. */
  address: string;
  credentialsSetAt: Date;
  hostKey: HostKey | null;
  hostKeySeen: HostKey | null;
  lastCheck: CheckResult | null;
  createdAt: Date;
  /** The sandbox that it was made for; null for all others. */
  sandboxId: string | null;
};

/** The properties of a source that a check shows. */
export type CheckedSource = Pick<RemoteSource, "id" | "name" | "kind" | "settings" | "hostKey">;

/** For the audit log: everything of a connection in one level. */
export function settingsDetail({ place, ...more }: SourceSettings): Record<string, unknown> {
  return { ...place, ...more };
}
