import type { SyncItem } from "@/lib/syncs/views";

type Linked = Pick<SyncItem, "id" | "workspace">;

export function syncHref(org: string, sync: Linked): string {
  return `/${org}/${sync.workspace.slug}/syncs/${sync.id}`;
}

/** Goes to the results of the newest run there is by then; says so while there is none. */
export function lastResultsHref(org: string, sync: Linked): string {
  return `${syncHref(org, sync)}/last`;
}
