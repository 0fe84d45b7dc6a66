import type { Ctx } from "@/lib/context";
import { includesTyped } from "@/lib/format/fold";
import { mayThere } from "@/lib/permissions";
import { selectRemoteSources } from "@/lib/remote-sources/store";
import type { RemoteSource } from "@/lib/remote-sources/views";
import { attachedToSource, selectSyncItems } from "@/lib/syncs/store";
import type { SyncItem } from "@/lib/syncs/views";
import { countUsersByWorkspace, selectWorkspaces } from "@/lib/workspaces/store";

export type RemoteSourceItem = RemoteSource & { syncs: SyncItem[] };

/** The connections of the organization by name, each with the workspaces it is attached to. */
export async function listRemoteSources(ctx: Ctx): Promise<RemoteSourceItem[]> {
  return ctx.db.run(async (tx) => {
    const rows = await selectRemoteSources(tx, ctx);
    const items = await selectSyncItems(tx, ctx, attachedToSource);
    return rows.map((row) => ({ ...row, syncs: items.filter((item) => item.remoteSource?.id === row.id) }));
  });
}

export type WorkspaceItem = {
  id: string;
  name: string;
  slug: string;
  isSandbox: boolean;
  createdAt: Date;
  /** Active ones; null for those who may not see them. */
  usersCount: number | null;
  /** None for those who may not see them. */
  syncs: SyncItem[];
  canUpload: boolean;
};

/** The workspaces of the organization that can be reached, by name, each with its users counted and its syncs. */
export async function listWorkspaces(ctx: Ctx): Promise<WorkspaceItem[]> {
  return ctx.db.run(async (tx) => {
    const rows = await selectWorkspaces(tx, ctx);
    const usersOf = await countUsersByWorkspace(tx, ctx);
    const items = await selectSyncItems(tx, ctx);
    return rows.map((row) => ({
      ...row,
      usersCount: mayThere(ctx, row.id, "user:view") ? (usersOf.get(row.id) ?? 0) : null,
      syncs: mayThere(ctx, row.id, "sync:view") ? items.filter((item) => item.workspace.id === row.id) : [],
      canUpload: mayThere(ctx, row.id, "run:start"),
    }));
  });
}

type Wish = { q: string; page: number; pageSize: number; sort: { by: string; descending: boolean } };

/** The workspaces that match a search, sorted, and the page of them that was asked for. An organization has few. */
export function pageOfWorkspaces(all: readonly WorkspaceItem[], { q, page, pageSize, sort }: Wish) {
  const found = all.filter(({ name, slug }) => includesTyped(name, q) || includesTyped(slug, q));
  const byName = (a: WorkspaceItem, b: WorkspaceItem) => a.name.localeCompare(b.name, "en");
  const byUsers = (a: WorkspaceItem, b: WorkspaceItem) =>
    (a.usersCount ?? 0) - (b.usersCount ?? 0) || byName(a, b);
  const sorted = found.toSorted(sort.by === "users" ? byUsers : byName);
  if (sort.descending) sorted.reverse();
  return { rows: sorted.slice((page - 1) * pageSize, page * pageSize), total: found.length };
}
