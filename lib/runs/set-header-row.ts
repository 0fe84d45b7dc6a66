import type { WorkspaceCtx } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { findLatestRun, getRun } from "@/lib/runs/read";
import { previewSync } from "@/lib/runs/sync-now";
import { writeMapping } from "@/lib/syncs/versions/write";

/**
 * Takes the row that a failed run has found for the header row of its file, from now on, and asks for a preview: what
 * the file means when it is read like this is shown before anything changes. Throws `not_found`; `conflict` when the run
 * has found none, is not the last one, or was that of an upload.
 */
export async function setHeaderRow(
  ctx: WorkspaceCtx,
  { runId }: { runId: string },
): Promise<{ runId: string }> {
  const { failure, sync, trigger } = await getRun(ctx, { runId });
  const header = failure?.header;
  if (!header || (await findLatestRun(ctx, { syncId: sync.id })) !== runId) throw readSince();
  const rows = { [header.file]: { headerRow: header.row } };
  if (trigger === "upload") throw uploadedFile(header.line);
  await ctx.db.run((tx) => writeMapping(tx, ctx, { syncId: sync.id, change: (was) => was, rows }));
  return previewSync(ctx, sync.id);
}

function readSince(): AppError {
  return new AppError(
    "conflict",
    "This is not the last run of the sync, or its file had no other header row.",
    {
      remedy: "Open the last run of the sync.",
    },
  );
}

function uploadedFile(line: number): AppError {
  return new AppError("conflict", "An uploaded file is read only once.", {
    remedy: `Upload the file again, and choose line ${line} as its header there.`,
  });
}
