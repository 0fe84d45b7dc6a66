import type { WorkspaceCtx } from "@/lib/context";
import { notFound } from "@/lib/errors";
import type { FieldType } from "@/lib/model/field";
import {
  countSyncUsers,
  ofWorkspaceAndId,
  ofWorkspaceId,
  selectFieldChoices,
  selectLastFiles,
  selectLastRuns,
  selectProtectedUsers,
  selectSyncItems,
  selectSyncRow,
} from "@/lib/syncs/store";
import type { RunSummary, SyncDetail, SyncItem } from "@/lib/syncs/views";

/** The syncs of the workspace, oldest first, each with its last run. */
export async function listSyncs(ctx: WorkspaceCtx): Promise<SyncItem[]> {
  return ctx.db.run((tx) => selectSyncItems(tx, ctx, ofWorkspaceId(ctx.workspaceId)));
}

/** One sync of the workspace; null when it has none of this Sync ID. */
export async function findSync(ctx: WorkspaceCtx, syncId: string): Promise<SyncDetail | null> {
  return ctx.db.run(async (tx) => {
    const [item] = await selectSyncItems(tx, ctx, ofWorkspaceAndId(ctx.workspaceId, syncId));
    const row = await selectSyncRow(tx, ctx, syncId);
    if (!item || !row) return null;
    const { mapping, mappingVersion, readSettings, fileSettings, guardSettings } = row;
    const { adoption, managersPath, createdAt } = row;
    const { file, columns, managers } = await selectLastFiles(tx, ctx, syncId);
    return {
      ...item,
      mapping,
      mappingVersion,
      readSettings,
      fileSettings,
      guardSettings,
      adoption,
      createdAt,
      managersPath,
      headers: file?.headers ?? [],
      sample: file?.sample ?? [],
      columns,
      managersFile: managers,
      usersCount: await countSyncUsers(tx, ctx, syncId),
      protectedUsers: await selectProtectedUsers(tx, ctx, syncId),
    };
  });
}

/** One sync of the workspace. Throws `not_found`. */
export async function getSync(ctx: WorkspaceCtx, syncId: string): Promise<SyncDetail> {
  const sync = await findSync(ctx, syncId);
  if (!sync) throw notFound("This sync");
  return sync;
}

const RUNS_MAX = 30;

/** The last 30 runs of a sync, oldest first: what its chart shows. */
export async function listLastRuns(ctx: WorkspaceCtx, syncId: string): Promise<RunSummary[]> {
  const newestFirst = await ctx.db.run((tx) => selectLastRuns(tx, ctx, { syncId, most: RUNS_MAX }));
  return newestFirst.reverse();
}

/** A profile field as something that a column can fill. */
export type FieldChoice = { id: number; label: string; type: FieldType };

/** The profile fields of the workspace, in their order. */
export async function listFieldChoices(ctx: WorkspaceCtx): Promise<FieldChoice[]> {
  return ctx.db.run((tx) => selectFieldChoices(tx, ctx));
}
