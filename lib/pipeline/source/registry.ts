import type { HostKey } from "@/drizzle/schema/remote-sources";
import type { PathStart, SourceKind, SourceSettings } from "@/lib/model/source";
import type { SourceAdapter, SourceOwner } from "@/lib/pipeline/source/adapter";
import { dropAdapter } from "@/lib/pipeline/source/drop/adapter";
import { s3Adapter } from "@/lib/pipeline/source/s3/adapter";
import { sftpAdapter } from "@/lib/pipeline/source/sftp/adapter";
import type { SpooledFile } from "@/lib/pipeline/source/types";

/** How each kind of Remote Source is set up and spoken to. */
export const SOURCES = {
  sftp: sftpAdapter,
  s3: s3Adapter,
  drop: dropAdapter,
} satisfies Record<SourceKind, SourceAdapter>;

/** A connection with its secret opened. */
export type SourceTarget = ReturnType<(typeof SOURCES)[SourceKind]["target"]>;

export type FetchTarget = (SourceTarget & { path: string }) | SpooledFile;

/** The adapter of a kind, which takes only what is of this kind. */
export function sourceOf(kind: SourceKind): SourceAdapter {
  return SOURCES[kind];
}

export type StoredSource = { kind: SourceKind; settings: SourceSettings };

/** Settings as the schema of their kind has them. Throws when something else is stored. */
export function readSettings({ kind, settings }: StoredSource): SourceSettings {
  return sourceOf(kind).settings.parse(settings);
}

/** Where a stored connection leads, in one word for a person. */
export function addressOf(stored: StoredSource): string {
  return sourceOf(stored.kind).describe(readSettings(stored));
}

/** Where the paths of a stored connection start. */
export function startOf(stored: StoredSource): PathStart {
  return sourceOf(stored.kind).start(readSettings(stored));
}

/** Why a path can't be meant in a stored connection, beyond what no path can be; null when it can. */
export function pathFaultOf(stored: StoredSource, path: string): string | null {
  return sourceOf(stored.kind).pathFault(path, readSettings(stored));
}

/** A Remote Source as other things name it. */
export type SourceMention = { id: string; name: string; kind: SourceKind; address: string; start: PathStart };

export function mentionOf({
  id,
  name,
  ...stored
}: StoredSource & { id: string; name: string }): SourceMention {
  return { id, name, kind: stored.kind, address: addressOf(stored), start: startOf(stored) };
}

type Opened = StoredSource & { hostKey: HostKey | null };

/** A stored connection and its opened secret as the adapter's functions take it. */
export function targetOf(
  { kind, settings, hostKey }: Opened,
  secret: unknown,
  owner: SourceOwner,
): SourceTarget {
  // Made by the adapter of `kind`, so it is one of the targets.
  return sourceOf(kind).target(settings, secret, hostKey, owner) as SourceTarget;
}
