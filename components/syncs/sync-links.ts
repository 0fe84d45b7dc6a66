type Linked = { id: string; workspace: { slug: string } };

export function syncHref(org: string, sync: Linked): string {
  return `/${org}/${sync.workspace.slug}/syncs/${sync.id}`;
}

/** Redirects to the results of the newest run, or shows that there is none. */
export function lastResultsHref(org: string, sync: Linked): string {
  return `${syncHref(org, sync)}/last`;
}
