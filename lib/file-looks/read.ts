import type { WorkspaceCtx } from "@/lib/context";
import { AppError, notFound } from "@/lib/errors";
import { listFields } from "@/lib/fields/read";
import { type FileLookRow, selectLook, selectLookOfSync } from "@/lib/file-looks/file-looks.store";
import { asShown, lookedForOf } from "@/lib/file-looks/looked-for";
import type { FileLook, FileProposal } from "@/lib/file-looks/views";
import { missingDeciding, missingStandard } from "@/lib/syncs/describe-mapping";
import { proposeColumns } from "@/lib/syncs/propose/columns";
import { selectSyncRow } from "@/lib/syncs/store";

/** How far the reading of a file is. Throws `not_found`. */
export async function getFileLook(ctx: WorkspaceCtx, { lookId }: { lookId: string }): Promise<FileLook> {
  return viewOf(await getLookRow(ctx, lookId), ctx.clock());
}

/** The last look at the file of a sync; null when there is none, or the sync has another file by now. */
export async function findFileLook(ctx: WorkspaceCtx, syncId: string): Promise<FileLook | null> {
  const row = await ctx.db.run(async (tx) => {
    const [sync, look] = [await selectSyncRow(tx, ctx, syncId), await selectLookOfSync(tx, ctx, syncId)];
    return sync && look?.lookedFor === lookedForOf(sync) ? look : null;
  });
  return row && viewOf(row, ctx.clock());
}

/** What a file that was read probably fills. Throws `not_found`, and `conflict` until it was read. */
export async function getFileProposal(
  ctx: WorkspaceCtx,
  { lookId }: { lookId: string },
): Promise<FileProposal> {
  const { syncId, found } = await getLookRow(ctx, lookId);
  if (!found) throw notReadYet();
  const sync = await ctx.db.run((tx) => selectSyncRow(tx, ctx, syncId));
  if (!sync) throw notFound("This sync");
  const fields = await listFields(ctx);
  const { header, sample, columns: stats, rows, isSampled, samples, problem, read } = found;
  const { mapping, mappingVersion } = sync;
  const proposed = proposeColumns({ headers: header, sample, columns: stats, mapping, fields });
  const columns = proposed.filter(({ inFile }) => inFile);
  return {
    ...{ lookId, syncId, header, sample, rows, isSampled, problem, readAs: read, mapping, mappingVersion },
    ...(samples === undefined ? {} : { samples }),
    columns,
    missing: [...missingStandard(columns, mapping.without), ...missingDeciding(header, mapping)],
    taken: fields.map(({ label }) => label),
  };
}

async function getLookRow(ctx: WorkspaceCtx, lookId: string): Promise<FileLookRow> {
  const row = await ctx.db.run((tx) => selectLook(tx, ctx, lookId));
  if (!row) throw notFound("This look at the file");
  return row;
}

export function notReadYet(): AppError {
  return new AppError("conflict", "The file has not been read yet.", {
    remedy: "Wait until it was read, or start it again.",
  });
}

function viewOf(row: FileLookRow, now: Date): FileLook {
  const { id, syncId, state, progress, failure, found, requestedBy, createdAt, finishedAt } = asShown(
    row,
    now,
  );
  const { path, sizeBytes, modifiedAt } = found?.source ?? {};
  return {
    ...{ id, syncId, state, progress, failure, requestedBy, createdAt, finishedAt },
    file:
      path === undefined || sizeBytes === undefined
        ? null
        : { path, sizeBytes, modifiedAt: modifiedAt ?? null },
    rows: found?.rows ?? 0,
    isSampled: found?.isSampled ?? false,
  };
}
