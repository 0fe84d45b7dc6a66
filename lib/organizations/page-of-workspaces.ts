import { includesTyped } from "@/lib/format/fold";
import type { WorkspaceItem } from "@/lib/organizations/list-workspaces";

type Wish = { q: string; page: number; pageSize: number; sort: { by: string; descending: boolean } };

/** The workspaces that match a search, sorted, and the page of them that was asked for. An organization has few. */
export function pageOfWorkspaces(all: readonly WorkspaceItem[], { q, page, pageSize, sort }: Wish) {
  const found = all.filter(({ name, slug }) => includesTyped(name, q) || includesTyped(slug, q));
  const byName = (a: WorkspaceItem, b: WorkspaceItem) => a.name.localeCompare(b.name, "en");
  const byUsers = (a: WorkspaceItem, b: WorkspaceItem) => a.usersCount - b.usersCount || byName(a, b);
  const sorted = found.toSorted(sort.by === "users" ? byUsers : byName);
  if (sort.descending) sorted.reverse();
  return { rows: sorted.slice((page - 1) * pageSize, page * pageSize), total: found.length };
}
