import { sql } from "drizzle-orm";
import type { WorkspaceCtx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";
import { type ListRule, membersSql } from "@/lib/rules/membership.store";
import { selectRuleContext } from "@/lib/rules/vocabulary.store";

/** How many active users the workspace has. */
export async function countEveryone(tx: Tx, ctx: WorkspaceCtx): Promise<number> {
  const [row] = await tx.execute<{ n: number }>(sql`
    select count(*)::float8 as n from users
     where org_id = ${ctx.orgId} and workspace_id = ${ctx.workspaceId} and state = 'active'`);
  return row?.n ?? 0;
}

/** How many are in at least one of the lists, each counted once. Lists of other workspaces have nobody. */
export async function countInLists(tx: Tx, ctx: WorkspaceCtx, listIds: readonly number[]): Promise<number> {
  const lists = await selectListRules(tx, ctx, listIds);
  if (lists.length === 0) return 0;
  const context = await selectRuleContext(
    tx,
    ctx,
    lists.map(({ rule }) => rule),
  );
  const members = lists.map((list) => sql`(${membersSql(ctx, list, context)})`);
  // The view, not the table: only there may the planner use the index on `fields`.
  const [row] = await tx.execute<{ n: number }>(sql`
    select count(*)::float8 as n from listed_users u where ${sql.join(members, sql` or `)}`);
  return row?.n ?? 0;
}

async function selectListRules(tx: Tx, ctx: WorkspaceCtx, listIds: readonly number[]): Promise<ListRule[]> {
  const rows = await tx.execute<ListRule>(sql`
    select id::float8 as id, kind, rule from user_lists
     where org_id = ${ctx.orgId} and workspace_id = ${ctx.workspaceId}
       and id = any(${`{${listIds.join(",")}}`}::bigint[])`);
  return [...rows];
}

/** The workspace's lists by name. */
export async function selectListChoices(tx: Tx, ctx: WorkspaceCtx): Promise<{ id: number; name: string }[]> {
  const rows = await tx.execute<{ id: number; name: string }>(sql`
    select id::float8 as id, name from user_lists
     where org_id = ${ctx.orgId} and workspace_id = ${ctx.workspaceId} order by lower(name), id`);
  return [...rows];
}
