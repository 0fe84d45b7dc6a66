import type { WorkspaceCtx } from "@/lib/context";
import { notFound } from "@/lib/errors";
import type { Mapping } from "@/lib/model/mapping";
import { selectSyncRow } from "@/lib/syncs/store";
import { selectVersion } from "@/lib/syncs/versions.store";

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
