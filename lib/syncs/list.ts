import type { WorkspaceCtx } from "@/lib/context";
import { inWorkspace, selectSyncItems } from "@/lib/syncs/store";
import type { SyncItem } from "@/lib/syncs/views";

/** The syncs of the workspace, oldest first, each with its last run. */
export async function listSyncs(ctx: WorkspaceCtx): Promise<SyncItem[]> {
  return ctx.db.run((tx) => selectSyncItems(tx, ctx, inWorkspace(ctx.workspaceId)));
}
