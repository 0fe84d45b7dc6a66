import type { WorkspaceCtx } from "@/lib/context";
import { notFound } from "@/lib/errors";
import { listFields } from "@/lib/fields/list";
import type { Mapping } from "@/lib/sync/mapping";
import { missingStandard } from "@/lib/syncs/describe-mapping";
import { findSync } from "@/lib/syncs/find";
import { getSync } from "@/lib/syncs/get";
import { listSyncs } from "@/lib/syncs/list";
import { proposeColumns } from "@/lib/syncs/propose/columns";
import { proposeReading } from "@/lib/uploads/propose";
import { readHead } from "@/lib/uploads/read-head";
import { selectUpload } from "@/lib/uploads/store";
import type { Inspection } from "@/lib/uploads/views";

/**
 * Looks into the beginning of an uploaded file, and at the sync it is for (absent: that of earlier uploads). Changes
 * nothing. Throws `not_found`.
 */
export async function inspectUpload(
  ctx: WorkspaceCtx,
  { uploadId, syncId }: { uploadId: string; syncId?: string | undefined },
): Promise<Inspection> {
  const upload = await ctx.db.run((tx) => selectUpload(tx, ctx, uploadId));
  if (!upload) throw notFound("The uploaded file");
  const head = await readHead(uploadId);
  const found = await proposeReading(head, head.length === upload.sizeBytes);
  const fields = await listFields(ctx);
  const { mapping, usersCount } = syncId ? await getSync(ctx, syncId) : await uploadSync(ctx);
  const columns = proposeColumns({ headers: found.header, sample: found.sample, mapping, fields });
  const { id, fileName, sizeBytes, sha256 } = upload;
  return {
    ...found,
    upload: { id, fileName, sizeBytes, sha256 },
    columns: columns
      .filter((column) => column.inFile)
      .map(({ header, how, fills, inFile, near: hint }) => ({ header, how, fills, inFile, hint })),
    missing: found.header.length > 0 ? missingStandard(columns, mapping.without) : [],
    usersCount,
  };
}

/** What uploads of this workspace have so far; nothing before the first. */
async function uploadSync(ctx: WorkspaceCtx): Promise<{ mapping: Mapping; usersCount: number }> {
  const item = (await listSyncs(ctx)).find((sync) => sync.sourceKind === "upload");
  const sync = item ? await findSync(ctx, item.id) : null;
  return sync ?? { mapping: { columns: {} }, usersCount: 0 };
}
