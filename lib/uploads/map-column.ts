import type { WorkspaceCtx } from "@/lib/context";
import { getSync } from "@/lib/syncs/get";
import { updateSyncMapping } from "@/lib/syncs/update-mapping";
import type { MappedUploadColumn } from "@/lib/uploads/schema";
import { uploadTarget } from "@/lib/uploads/target";

/** Remembers, for this and later files of the sync, what a column fills. Throws `not_found` for its field or the sync. */
export async function mapUploadColumn(
  ctx: WorkspaceCtx,
  { header, target, syncId: named }: MappedUploadColumn,
): Promise<void> {
  const syncId = await uploadTarget(ctx, named);
  const { mapping } = await getSync(ctx, syncId);
  const chosen = target.kind === "field" ? { ...target, blank: "clear" as const } : target;
  await updateSyncMapping(ctx, {
    syncId,
    mapping: { ...mapping, columns: { ...mapping.columns, [header]: chosen } },
  });
}
