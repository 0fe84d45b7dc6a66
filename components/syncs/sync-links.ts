import type { GuardCode } from "@/lib/model/plan";
import type { SyncItem } from "@/lib/syncs/views";

type Linked = Pick<SyncItem, "id" | "workspace">;

export function syncHref(org: string, sync: Linked): string {
  return `/${org}/${sync.workspace.slug}/syncs/${sync.id}`;
}

/** Redirects to the results of the newest run, or shows that there is none. */
export function lastResultsHref(org: string, sync: Linked): string {
  return `${syncHref(org, sync)}/last`;
}

/** The anchor of each limit in the form of a sync. Limits that are not a setting have none. */
export const LIMIT_ANCHORS: Readonly<Partial<Record<GuardCode, string>>> = {
  removals: "limit-removals",
  shrunk: "limit-shrunk",
  mass_update: "limit-mass-update",
  no_rows: "limit-no-rows",
  header_drift: "limit-header-drift",
  team_losses: "limit-removals",
  older_file: "limit-older-file",
  re_key: "limit-re-key",
  first_run: "limit-first-run",
};
