import type { WorkspaceCtx } from "@/lib/context";
import { TEMPLATES } from "@/lib/syncs/propose/templates";
import { type MappingWritten, writeMapping } from "@/lib/syncs/versions/write";
import type { ChosenTemplate } from "@/lib/uploads/schema";
import { uploadTarget } from "@/lib/uploads/target";

/** Takes a template as the mapping of this and later files of the sync, as a new version. Throws `not_found`. */
export async function applyUploadTemplate(
  ctx: WorkspaceCtx,
  { syncId: named, template }: ChosenTemplate,
): Promise<MappingWritten> {
  const syncId = await uploadTarget(ctx, named);
  const chosen = TEMPLATES.find(({ id }) => id === template);
  return ctx.db.run((tx) => writeMapping(tx, ctx, { syncId, change: (was) => chosen?.mapping ?? was }));
}
