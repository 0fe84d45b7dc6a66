import type { WorkspaceCtx } from "@/lib/context";
import { TEMPLATES } from "@/lib/syncs/propose/templates";
import { type MappingWritten, writeMapping } from "@/lib/syncs/versions/write";
import type { ChosenTemplate, EditedUploadMapping } from "@/lib/uploads/schema";
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

/** Takes a template as the mapping of this and later files of the sync, as a new version. Throws `not_found`. */
export async function applyUploadTemplate(
  ctx: WorkspaceCtx,
  { syncId: named, template }: ChosenTemplate,
): Promise<MappingWritten> {
  const syncId = await uploadTarget(ctx, named);
  const chosen = TEMPLATES.find(({ id }) => id === template);
  return ctx.db.run((tx) => writeMapping(tx, ctx, { syncId, change: (was) => chosen?.mapping ?? was }));
}
