import { sql } from "drizzle-orm";
import { userLists } from "@/drizzle/schema";
import type { UserListKind } from "@/drizzle/schema/user-lists";
import type { WorkspaceCtx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";
import { byId, inWorkspace } from "@/lib/db/scope";
import type { PageLink } from "@/lib/lists/views";
import type { RuleGroup } from "@/lib/model/rule";

export type ListRow = {
  id: number;
  name: string;
  description: string;
  kind: UserListKind;
  rule: RuleGroup | null;
  createdBy: string;
  createdAt: Date;
  /** When its rule was last changed; a new name does not count. */
  ruleAt: Date;
};

const columns = {
  id: userLists.id,
  name: userLists.name,
  description: userLists.description,
  kind: userLists.kind,
  rule: sql<RuleGroup | null>`${userLists.rule}`,
  createdBy: userLists.createdBy,
  createdAt: userLists.createdAt,
  ruleAt: userLists.updatedAt,
} as const;

/** The workspace's lists by name. */
export async function selectLists(tx: Tx, ctx: WorkspaceCtx): Promise<ListRow[]> {
  return tx
    .select(columns)
    .from(userLists)
    .where(inWorkspace(userLists, ctx))
    .orderBy(sql`lower(${userLists.name})`, userLists.id);
}

export async function selectList(tx: Tx, ctx: WorkspaceCtx, id: number): Promise<ListRow | undefined> {
  const [row] = await tx
    .select(columns)
    .from(userLists)
    .where(byId(userLists, ctx, id));
  return row;
}

/** The list, locked until the transaction ends. */
export async function lockList(tx: Tx, ctx: WorkspaceCtx, id: number): Promise<ListRow | undefined> {
  const [row] = await tx
    .select(columns)
    .from(userLists)
    .where(byId(userLists, ctx, id))
    .for("update");
  return row;
}

type Written = { name: string; description: string; rule: RuleGroup | null };

export async function insertList(
  tx: Tx,
  ctx: WorkspaceCtx,
  row: Written & { kind: UserListKind },
): Promise<number> {
  const { orgId, workspaceId, actor } = ctx;
  const at = ctx.clock();
  const [inserted] = await tx
    .insert(userLists)
    .values({ ...row, orgId, workspaceId, createdBy: actor.label, createdAt: at, updatedAt: at })
    .returning({ id: userLists.id });
  return inserted?.id ?? 0;
}

/** `ruleAt` is when the rule changed; undefined when it did not. */
export async function setList(
  tx: Tx,
  ctx: WorkspaceCtx,
  id: number,
  { ruleAt, ...set }: Written & { ruleAt?: Date },
): Promise<void> {
  await tx
    .update(userLists)
    .set({ ...set, ...(ruleAt && { updatedAt: ruleAt }) })
    .where(byId(userLists, ctx, id));
}

export async function deleteListRow(tx: Tx, ctx: WorkspaceCtx, id: number): Promise<void> {
  await tx.delete(userLists).where(byId(userLists, ctx, id));
}

/** List id -> the pages that it opens, in the order of the menu. A page open to everyone is opened by no list. */
export async function selectPagesByList(tx: Tx, ctx: WorkspaceCtx): Promise<Map<number, PageLink[]>> {
  const rows = await tx.execute<PageLink & { listId: number }>(sql`
    select l.list_id::float8 as "listId", p.id::float8 as id, p.title from page_lists l
      join pages p on p.org_id = l.org_id and p.workspace_id = l.workspace_id and p.id = l.page_id
     where l.org_id = ${ctx.orgId} and l.workspace_id = ${ctx.workspaceId} and p.audience = 'lists'
     order by p.position, p.id`);
  const byList = new Map<number, PageLink[]>();
  for (const { listId, ...page } of rows) byList.set(listId, [...(byList.get(listId) ?? []), page]);
  return byList;
}

/** All pages that name a list, no matter who may open them: while there is one, the list can't be deleted. */
export async function selectPagesNaming(tx: Tx, ctx: WorkspaceCtx, id: number): Promise<PageLink[]> {
  const rows = await tx.execute<PageLink>(sql`
    select p.id::float8 as id, p.title from page_lists l
      join pages p on p.org_id = l.org_id and p.workspace_id = l.workspace_id and p.id = l.page_id
     where l.org_id = ${ctx.orgId} and l.workspace_id = ${ctx.workspaceId} and l.list_id = ${id}
     order by p.position, p.id`);
  return [...rows];
}
