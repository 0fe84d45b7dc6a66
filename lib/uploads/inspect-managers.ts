import type { WorkspaceCtx } from "@/lib/context";
import { isAppError } from "@/lib/errors";
import { missingInManagers, proposeManagers } from "@/lib/syncs/propose/managers";
import { lookInto } from "@/lib/uploads/look-into";
import { getTargetView } from "@/lib/uploads/target-view";
import type { ManagersInspection } from "@/lib/uploads/views";

/**
 * Looks into an uploaded managers file, as `inspectUpload` does for the users'. Null when there is no
 * such upload, or its file is gone. Throws `not_found` for the sync.
 */
export async function findManagersInspection(
  ctx: WorkspaceCtx,
  { uploadId, syncId }: { uploadId: string; syncId?: string | undefined },
): Promise<ManagersInspection | null> {
  const { mapping } = await getTargetView(ctx, syncId);
  const found = await lookInto(ctx, uploadId).catch((error: unknown) => {
    if (isAppError(error) && error.code === "not_found") return null;
    throw error;
  });
  if (!found) return null;
  const managers = mapping.managers ?? { columns: {} };
  const columns = proposeManagers({ headers: found.header, sample: found.sample, managers });
  return {
    ...found,
    columns: columns.filter(({ inFile }) => inFile),
    missing: found.header.length > 0 ? missingInManagers(columns) : [],
  };
}
