import type { Ctx } from "@/lib/context";
import { selectSyncItems } from "@/lib/syncs/store";
import type { SyncItem } from "@/lib/syncs/views";
import { countUsersByWorkspace, selectWorkspaces } from "@/lib/workspaces/store";

export type WorkspaceItem = {
  id: string;
  name: string;
  slug: string;
  createdAt: Date;
  /** Active ones. */
  usersCount: number;
  syncs: SyncItem[];
};

/** The workspaces of the organization by name, each with its users counted and its syncs. */
export async function listWorkspaces(ctx: Ctx): Promise<WorkspaceItem[]> {
  return ctx.db.run(async (tx) => {
    const rows = await selectWorkspaces(tx, ctx);
    const usersOf = await countUsersByWorkspace(tx, ctx);
    const items = await selectSyncItems(tx, ctx);
    return rows.map((row) => ({
      ...row,
      usersCount: usersOf.get(row.id) ?? 0,
      syncs: items.filter((item) => item.workspace.id === row.id),
    }));
  });
}
