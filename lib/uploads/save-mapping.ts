import type { WorkspaceCtx } from "@/lib/context";
import { type MappingWritten, writeMapping } from "@/lib/syncs/versions/write";
import type { EditedUploadMapping } from "@/lib/uploads/schema";
import { uploadTarget } from "@/lib/uploads/target";

/**
 * Says what the columns of this and later files of the sync fill (absent: that of uploads). Throws like
 * `updateSyncMapping`.
 */
export async function saveUploadMapping(
  ctx: WorkspaceCtx,
  { syncId: named, mapping, basedOn }: EditedUploadMapping,
): Promise<MappingWritten> {
  const syncId = await uploadTarget(ctx, named);
  return ctx.db.run((tx) => writeMapping(tx, ctx, { syncId, basedOn, change: () => mapping }));
}
