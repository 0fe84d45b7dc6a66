import type { WorkspaceCtx } from "@/lib/context";
import { ensureUploadSync } from "@/lib/syncs/ensure-upload-sync";
import { getSync } from "@/lib/syncs/get";
import { updateSyncMapping } from "@/lib/syncs/update-mapping";
import type { MappedUploadColumn } from "@/lib/uploads/schema";

/** Remembers, for this and later uploads of the workspace, what a column fills. Throws `not_found` for its field. */
export async function mapUploadColumn(
  ctx: WorkspaceCtx,
  { header, target }: MappedUploadColumn,
): Promise<void> {
  const syncId = await ensureUploadSync(ctx);
  const { mapping } = await getSync(ctx, syncId);
  const chosen = target.kind === "field" ? { ...target, blank: "clear" as const } : target;
  await updateSyncMapping(ctx, {
    syncId,
    mapping: { columns: { ...mapping.columns, [header]: chosen } },
  });
}
