import type { WorkspaceCtx } from "@/lib/context";
import { isAppError, notFound } from "@/lib/errors";
import type { Mapping } from "@/lib/model/mapping";
import { selectSyncRow } from "@/lib/syncs/store";
import { changedHeaders } from "@/lib/syncs/versions/changed-headers";
import { selectVersion, selectVersions } from "@/lib/syncs/versions.store";

/** A version in the list of versions. `createdBy` is "" where nobody noted who it was. */
export type MappingVersionItem = {
  version: number;
  createdBy: string;
  createdAt: Date;
  /** Columns that read otherwise than in the version before; null when that one is not kept. */
  changed: string[] | null;
};

const VERSIONS_MAX = 50;

/** The newest versions of a sync's mapping, newest first, each with what it changed. */
export async function listMappingVersions(ctx: WorkspaceCtx, syncId: string): Promise<MappingVersionItem[]> {
  const rows = await ctx.db.run((tx) => selectVersions(tx, ctx, { syncId, most: VERSIONS_MAX + 1 }));
  return rows.slice(0, VERSIONS_MAX).map(({ version, mapping, createdBy, createdAt }, at) => {
    const before: Mapping | undefined = rows[at + 1]?.mapping;
    return { version, createdBy, createdAt, changed: before ? changedHeaders(before, mapping) : null };
  });
}

const VERSION_MAX = 2_147_483_647;

/** A version of a sync's mapping; null when there is none of this number, or it is no number of a version. */
export async function findMappingVersion(
  ctx: WorkspaceCtx,
  which: { syncId: string; version: number },
): Promise<MappingVersion | null> {
  const { version } = which;
  if (!Number.isInteger(version) || version < 1 || version > VERSION_MAX) return null;
  try {
    return await getMappingVersion(ctx, which);
  } catch (error) {
    if (isAppError(error) && error.code === "not_found") return null;
    throw error;
  }
}

/** One version of a sync's mapping. `createdBy` is "" where nobody noted who it was. */
export type MappingVersion = { version: number; mapping: Mapping; createdBy: string; createdAt: Date };

/** A version of a sync's mapping, the current one included. Throws `not_found`. */
export async function getMappingVersion(
  ctx: WorkspaceCtx,
  { syncId, version }: { syncId: string; version: number },
): Promise<MappingVersion> {
  return ctx.db.run(async (tx) => {
    const sync = await selectSyncRow(tx, ctx, syncId);
    if (!sync) throw notFound("This sync");
    const kept = await selectVersion(tx, ctx, { syncId, version });
    if (kept) return kept;
    if (sync.mappingVersion !== version) throw notFound("This version of the mapping");
    return { version, mapping: sync.mapping, createdBy: "", createdAt: sync.updatedAt };
  });
}
