import type { SyncItem } from "@/lib/syncs/views";

/** Where the results of the last run are; the sync's own page while there is none. */
export function lastResultsHref(org: string, sync: Pick<SyncItem, "id" | "workspace" | "lastRun">): string {
  const base = `/${org}/${sync.workspace.slug}`;
  return sync.lastRun ? `${base}/runs/${sync.lastRun.id}` : syncHref(org, sync);
}

export function syncHref(org: string, sync: Pick<SyncItem, "id" | "workspace">): string {
  return `/${org}/${sync.workspace.slug}/syncs/${sync.id}`;
}
