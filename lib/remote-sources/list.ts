import type { AuthKind, CheckResult, HostKey } from "@/drizzle/schema/remote-sources";
import type { Ctx } from "@/lib/context";
import { selectRemoteSources } from "@/lib/remote-sources/store";
import { attachedToSource, selectSyncItems } from "@/lib/syncs/store";
import type { SyncItem } from "@/lib/syncs/views";

/** A connection without its secret. */
export type RemoteSource = {
  id: string;
  name: string;
  kind: "sftp";
  host: string;
  port: number;
  username: string;
  authKind: AuthKind;
  credentialsSetAt: Date;
  hostKey: HostKey | null;
  hostKeySeen: HostKey | null;
  allowOutdated: boolean;
  lastCheck: CheckResult | null;
  createdAt: Date;
};

export type RemoteSourceItem = RemoteSource & { syncs: SyncItem[] };

/** The connections of the organization by name, each with the workspaces it is attached to. */
export async function listRemoteSources(ctx: Ctx): Promise<RemoteSourceItem[]> {
  return ctx.db.run(async (tx) => {
    const rows = await selectRemoteSources(tx, ctx);
    const items = await selectSyncItems(tx, ctx, attachedToSource);
    return rows.map((row) => ({ ...row, syncs: items.filter((item) => item.remoteSource?.id === row.id) }));
  });
}
