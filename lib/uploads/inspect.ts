import type { WorkspaceCtx } from "@/lib/context";
import { isAppError } from "@/lib/errors";
import { listFields } from "@/lib/fields/read";
import { isReadable } from "@/lib/pipeline/find-header";
import { openAdditions } from "@/lib/pipeline/validate/additions";
import { prepareManagers } from "@/lib/pipeline/validate/managers/prepare-managers";
import { prepareMapping } from "@/lib/pipeline/validate/prepare-mapping";
import { type MappedColumn, missingDeciding, missingStandard } from "@/lib/syncs/describe-mapping";
import { proposeColumns } from "@/lib/syncs/propose/columns";
import { missingInManagers, proposeManagers } from "@/lib/syncs/propose/managers";
import { fittingTemplate } from "@/lib/syncs/propose/templates";
import { lookInto } from "@/lib/uploads/look-into";
import { getTargetView } from "@/lib/uploads/target";
import type { Inspection, ManagersInspection, WhichUpload } from "@/lib/uploads/views";

/**
 * Looks into an uploaded file, and at the sync it is for (absent: that of earlier uploads). `rows`: what the person says
 * of its first and last rows. Changes nothing. Throws `not_found`.
 */
export async function inspectUpload(
  ctx: WorkspaceCtx,
  { uploadId, syncId, rows }: WhichUpload,
): Promise<Inspection> {
  const fields = await listFields(ctx);
  const { mapping, mappingVersion, usersCount, hasManagers } = await getTargetView(ctx, syncId);
  const accepts = (header: string[]) =>
    isReadable(() => prepareMapping(header, mapping, fields, { teams: [] }));
  const found = await lookInto(ctx, uploadId, { accepts, columns: mapping.columns, rows });
  const { header, sample, stats, ...rest } = found;
  const proposed = proposeColumns({ headers: header, sample, columns: stats, mapping, fields });
  const columns = proposed.filter(({ inFile }) => inFile);
  return {
    ...rest,
    header,
    sample,
    stats,
    mapping,
    mappingVersion,
    template: fittingTemplate(header, mapping)?.id ?? null,
    columns,
    missing: header.length > 0 ? missingColumns(header, columns, mapping) : [],
    usersCount,
    hasManagers,
  };
}

function missingColumns(
  header: readonly string[],
  columns: readonly MappedColumn[],
  mapping: Inspection["mapping"],
): string[] {
  return [...missingStandard(columns, mapping.without), ...missingDeciding(header, mapping)];
}

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

/** What we found in an uploaded file; null when there is no such upload, or its file is gone. */
export async function findInspection(ctx: WorkspaceCtx, which: WhichUpload): Promise<Inspection | null> {
  try {
    return await inspectUpload(ctx, which);
  } catch (error) {
    if (isAppError(error) && error.code === "not_found") return null;
    throw error;
  }
}
