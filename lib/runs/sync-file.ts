import type { WorkspaceCtx } from "@/lib/context";
import { AppError, notFound } from "@/lib/errors";
import { selectRemoteSource } from "@/lib/remote-sources/store";
import { requestRun } from "@/lib/runs/request-run";
import { checkPaths, requireMayChooseFile } from "@/lib/syncs/check-paths";
import { selectSyncRow } from "@/lib/syncs/store";

/**
 * Asks for a run of a sync with one file of its Remote Source, whatever its path says and whatever was read before. The
 * limits hold: an older file than the last one needs approval. Throws `not_found`; `invalid_input` for a path that the
 * source can't have; `conflict` for the upload sync, or when another run is queued; `forbidden`, see `requireMayChooseFile`.
 */
export async function syncFile(
  ctx: WorkspaceCtx,
  { syncId, path }: { syncId: string; path: string },
): Promise<{ runId: string }> {
  requireMayChooseFile(ctx);
  await ctx.db.run(async (tx) => {
    const sync = await selectSyncRow(tx, ctx, syncId);
    if (!sync) throw notFound("This sync");
    const source = sync.remoteSourceId && (await selectRemoteSource(tx, ctx, sync.remoteSourceId));
    if (!source) throw new AppError("conflict", "This sync has no Remote Source to take the file from.");
    checkPaths(source, { path, managersPath: null });
  });
  const { runId } = await requestRun(ctx, { syncId, trigger: "manual", askedPath: path });
  return { runId };
}
