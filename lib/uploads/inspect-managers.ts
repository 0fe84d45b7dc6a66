import type { WorkspaceCtx } from "@/lib/context";
import { isAppError } from "@/lib/errors";
import { isReadable } from "@/lib/pipeline/find-header";
import { openAdditions } from "@/lib/pipeline/validate/additions";
import { prepareManagers } from "@/lib/pipeline/validate/managers/prepare-managers";
import { missingInManagers, proposeManagers } from "@/lib/syncs/propose/managers";
import { lookInto } from "@/lib/uploads/look-into";
import { getTargetView } from "@/lib/uploads/target-view";
import type { ManagersInspection, WhichUpload } from "@/lib/uploads/views";

/**
 * Looks into an uploaded managers file, as `inspectUpload` does for the users'. Null when there is no
 * such upload, or its file is gone. Throws `not_found` for the sync.
 */
export async function findManagersInspection(
  ctx: WorkspaceCtx,
  { uploadId, syncId, rows }: WhichUpload,
): Promise<ManagersInspection | null> {
  const { mapping } = await getTargetView(ctx, syncId);
  const managers = mapping.managers ?? { columns: {} };
  const accepts = (header: string[]) =>
    isReadable(() => prepareManagers(header, managers, { teams: [], additions: openAdditions() }));
  const look = { accepts, columns: managers.columns, rows };
  const found = await lookInto(ctx, uploadId, look).catch((error: unknown) => {
    if (isAppError(error) && error.code === "not_found") return null;
    throw error;
  });
  if (!found) return null;
  const columns = proposeManagers({ headers: found.header, sample: found.sample, managers });
  return {
    ...found,
    columns: columns.filter(({ inFile }) => inFile),
    missing: found.header.length > 0 ? missingInManagers(columns) : [],
  };
}
