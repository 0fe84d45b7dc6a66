import type { Ctx } from "@/lib/context";
import { selectRemoteSources } from "@/lib/remote-sources/store";
import type { RemoteSource } from "@/lib/remote-sources/views";
import { attachedToSource, selectSyncItems } from "@/lib/syncs/store";
import type { SyncItem } from "@/lib/syncs/views";

export type RemoteSourceItem = RemoteSource & { syncs: SyncItem[] };

/** The connections of the organization by name, each with the workspaces it is attached to. */
export async function listRemoteSources(ctx: Ctx): Promise<RemoteSourceItem[]> {
  return ctx.db.run(async (tx) => {
    const rows = await selectRemoteSources(tx, ctx);
    const items = await selectSyncItems(tx, ctx, attachedToSource);
    return rows.map((row) => ({ ...row, syncs: items.filter((item) => item.remoteSource?.id === row.id) }));
  });
}
