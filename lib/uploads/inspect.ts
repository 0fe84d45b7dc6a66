import type { WorkspaceCtx } from "@/lib/context";
import { listFields } from "@/lib/fields/list";
import { isReadable } from "@/lib/pipeline/find-header";
import { prepareMapping } from "@/lib/pipeline/validate/prepare-mapping";
import { type MappedColumn, missingDeciding, missingStandard } from "@/lib/syncs/describe-mapping";
import { proposeColumns } from "@/lib/syncs/propose/columns";
import { fittingTemplate } from "@/lib/syncs/propose/templates";
import { lookInto } from "@/lib/uploads/look-into";
import { getTargetView } from "@/lib/uploads/target-view";
import type { Inspection, WhichUpload } from "@/lib/uploads/views";

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
