import type { WorkspaceCtx } from "@/lib/context";
import { listFields } from "@/lib/fields/list";
import { type MappedColumn, missingDeciding, missingStandard } from "@/lib/syncs/describe-mapping";
import { proposeColumns } from "@/lib/syncs/propose/columns";
import { fittingTemplate } from "@/lib/syncs/propose/templates";
import { lookInto } from "@/lib/uploads/look-into";
import { getTargetView } from "@/lib/uploads/target-view";
import type { Inspection } from "@/lib/uploads/views";

/**
 * Looks into an uploaded file, and at the sync it is for (absent: that of earlier uploads). Changes
 * nothing. Throws `not_found`.
 */
export async function inspectUpload(
  ctx: WorkspaceCtx,
  { uploadId, syncId }: { uploadId: string; syncId?: string | undefined },
): Promise<Inspection> {
  const found = await lookInto(ctx, uploadId);
  const fields = await listFields(ctx);
  const { mapping, mappingVersion, usersCount, hasManagers } = await getTargetView(ctx, syncId);
  const { header, sample, stats, ...rest } = found;
  const proposed = proposeColumns({ headers: header, sample, columns: stats, mapping, fields });
  const columns = proposed.filter(({ inFile }) => inFile);
  return {
    ...{ ...rest, header, sample, stats },
    mapping,
    mappingVersion,
    template: fittingTemplate(header, mapping)?.id ?? null,
    columns: columns.map(({ header: name, how, fills, inFile, near: hint, guess, clash }) => ({
      ...{ header: name, how, fills, inFile, hint, guess, clash },
    })),
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
