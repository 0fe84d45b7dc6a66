import type { WorkspaceCtx } from "@/lib/context";
import type { Mapping } from "@/lib/model/mapping";
import { changedHeaders } from "@/lib/syncs/versions/difference";
import { selectVersions } from "@/lib/syncs/versions.store";

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
