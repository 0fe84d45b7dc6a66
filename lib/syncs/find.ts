import type { WorkspaceCtx } from "@/lib/context";
import {
  countSyncUsers,
  oneInWorkspace,
  selectLastFiles,
  selectProtectedUsers,
  selectSyncItems,
  selectSyncRow,
} from "@/lib/syncs/store";
import type { SyncDetail } from "@/lib/syncs/views";

/** One sync of the workspace; null when it has none of this Sync ID. */
export async function findSync(ctx: WorkspaceCtx, syncId: string): Promise<SyncDetail | null> {
  return ctx.db.run(async (tx) => {
    const [item] = await selectSyncItems(tx, ctx, oneInWorkspace(ctx.workspaceId, syncId));
    const row = await selectSyncRow(tx, ctx, syncId);
    if (!item || !row) return null;
    const { mapping, mappingVersion, readSettings, guardSettings, adoption, managersPath, createdAt } = row;
    const { file, columns, managers } = await selectLastFiles(tx, ctx, syncId);
    return {
      ...item,
      mapping,
      mappingVersion,
      readSettings,
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
