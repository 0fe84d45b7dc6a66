import { and, asc, desc, eq, isNotNull, isNull, sql } from "drizzle-orm";
import { pageLists, pages, runs, syncs, userLists } from "@/drizzle/schema";
import type { WorkspaceCtx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";
import { inWorkspace } from "@/lib/db/scope";
import type { ListRule, SyncHeaders } from "@/lib/fields/find-uses";
import type { RuleGroup } from "@/lib/model/rule";

/** The syncs of the workspace with the header of the last file that each has read; none before the first. */
export async function selectSyncHeaders(tx: Tx, ctx: WorkspaceCtx): Promise<SyncHeaders[]> {
  const last = tx
    .select({ file: runs.file })
    .from(runs)
    .where(
      and(
        eq(runs.orgId, syncs.orgId),
        eq(runs.syncId, syncs.id),
        sql`jsonb_array_length(${runs.file} -> 'headers') > 0`,
      ),
    )
    .orderBy(desc(runs.createdAt))
    .limit(1)
    .as("last");
  const rows = await tx
    .select({ id: syncs.id, name: syncs.name, mapping: syncs.mapping, file: last.file })
    .from(syncs)
    .leftJoinLateral(last, sql`true`)
    .where(and(inWorkspace(syncs, ctx), isNull(syncs.detachedAt)))
    .orderBy(asc(syncs.id));
  return rows.map(({ file, ...row }) => ({ ...row, headers: file?.headers ?? [] }));
}

/** The dynamic lists of the workspace with their rules and the pages that they open. */
export async function selectListRules(tx: Tx, ctx: WorkspaceCtx): Promise<ListRule[]> {
  const rows = await tx
    .select({
      id: userLists.id,
      name: userLists.name,
      rule: sql<RuleGroup | null>`${userLists.rule}`,
      page: pages.title,
    })
    .from(userLists)
    .leftJoin(
      pageLists,
      and(
        eq(pageLists.orgId, userLists.orgId),
        eq(pageLists.workspaceId, userLists.workspaceId),
        eq(pageLists.listId, userLists.id),
      ),
    )
    .leftJoin(
      pages,
      and(
        eq(pages.orgId, pageLists.orgId),
        eq(pages.workspaceId, pageLists.workspaceId),
        eq(pages.id, pageLists.pageId),
      ),
    )
    .where(and(inWorkspace(userLists, ctx), isNotNull(userLists.rule)))
    .orderBy(asc(userLists.name), asc(userLists.id), asc(pages.title));
  const lists = new Map<number, ListRule>();
  for (const { id, name, rule, page } of rows) {
    if (!rule) continue;
    const list = lists.get(id) ?? { id, name, rule, pages: [] };
    if (page !== null) list.pages.push(page);
    lists.set(id, list);
  }
  return [...lists.values()];
}
