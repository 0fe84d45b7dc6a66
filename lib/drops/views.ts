import type { DropFileState, DropGoneWhy, DropVia } from "@/drizzle/schema/drop-files";
import type { DropSecretKind } from "@/drizzle/schema/drop-secrets";

export type DropKeyView = {
  id: string;
  type: string;
  fingerprint: string;
  label: string;
  addedBy: string;
  createdAt: Date;
  lastUsedAt: Date | null;
  lastUsedFrom: string | null;
};

export type DropSecretView = {
  id: string;
  kind: DropSecretKind;
  label: string;
  createdBy: string;
  createdAt: Date;
  expiresAt: Date | null;
  revokedAt: Date | null;
  lastUsedAt: Date | null;
  lastUsedFrom: string | null;
};

/** A file that came in, or is coming. */
export type DropFileView = {
  id: string;
  /** Null once it was purged. */
  path: string | null;
  state: DropFileState;
  goneWhy: DropGoneWhy | null;
  sizeBytes: number;
  sha256: string | null;
  receivedAt: Date;
  via: DropVia;
  fromAddress: string | null;
  credential: string | null;
  /** Whether its bytes are kept still. */
  isKept: boolean;
  /** Runs that read it, the newest first. */
  runs: DropRunView[];
};

export type DropRunView = {
  runId: string;
  syncId: string;
  workspaceSlug: string;
  workspaceName: string;
  syncName: string;
  startedAt: Date | null;
};
