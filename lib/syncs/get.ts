import { and } from "drizzle-orm";
import type { WorkspaceCtx } from "@/lib/context";
import { notFound } from "@/lib/errors";
import {
  countSyncUsers,
  inWorkspace,
  selectLastHeaders,
  selectSyncItems,
  selectSyncRow,
  withId,
} from "@/lib/syncs/store";
import type { SyncDetail } from "@/lib/syncs/views";

/** One sync of the workspace. Throws `not_found`. */
export async function getSync(ctx: WorkspaceCtx, syncId: string): Promise<SyncDetail> {
  return ctx.db.run(async (tx) => {
    const [item] = await selectSyncItems(tx, ctx, and(inWorkspace(ctx.workspaceId), withId(syncId)));
    const row = await selectSyncRow(tx, ctx, syncId);
    if (!item || !row) throw notFound("This sync");
    const { mapping, mappingVersion, readSettings, guardSettings, adoption, createdAt } = row;
    return {
      ...item,
      mapping,
      mappingVersion,
      readSettings,
      guardSettings,
      adoption,
      createdAt,
      headers: await selectLastHeaders(tx, ctx, syncId),
      usersCount: await countSyncUsers(tx, ctx, syncId),
    };
  });
}
