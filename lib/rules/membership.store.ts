import { type SQL, sql } from "drizzle-orm";
import type { UserListKind } from "@/drizzle/schema/user-lists";
import type { WorkspaceCtx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";
import type { Rule } from "@/lib/model/rule";
import { type RuleContext, ruleSql } from "@/lib/rules/rule-sql.store";
import { selectRuleContext } from "@/lib/rules/vocabulary.store";

/** A list as far as membership goes. `rule` is that of a dynamic one. */
export type ListRule = { id: number; kind: UserListKind; rule: Rule | null };

type Place = Pick<WorkspaceCtx, "orgId" | "workspaceId">;

/** Who is in a list: a condition on the users under the alias `u` (see `ruleSql`), who are active and the workspace's. */
export function membersSql(ctx: Place, list: ListRule, context: RuleContext): SQL {
  return sql`u.org_id = ${ctx.orgId} and u.workspace_id = ${ctx.workspaceId} and u.state = 'active'
    and ${isMemberSql(ctx, list, context)}`;
}

/** The same of users that are known to be active and the workspace's. */
export function isMemberSql(ctx: Place, list: ListRule, context: RuleContext): SQL {
  if (list.kind === "dynamic") return list.rule ? ruleSql(list.rule, context) : sql`false`;
  return sql`u.id in (select m.user_id from user_list_members m
    where m.org_id = ${ctx.orgId} and m.workspace_id = ${ctx.workspaceId} and m.list_id = ${list.id})`;
}

/** Every list of the workspace that an active user is in now, by name. None for anyone else. */
export async function listsOfUser(
  tx: Tx,
  ctx: WorkspaceCtx,
  userId: number,
): Promise<{ id: number; name: string }[]> {
  const lists = await tx.execute<ListRule & { name: string }>(sql`
    select id::float8 as id, name, kind, rule from user_lists
     where org_id = ${ctx.orgId} and workspace_id = ${ctx.workspaceId} order by lower(name), id`);
  if (lists.length === 0) return [];
  const context = await selectRuleContext(
    tx,
    ctx,
    lists.map(({ rule }) => rule),
  );
  const asked = lists.map(
    (list) => sql`case when ${isMemberSql(ctx, list, context)} then ${list.id}::bigint end`,
  );
  const [found] = await tx.execute<{ ids: number[] }>(sql`
    select array_remove(array[${sql.join(asked, sql`, `)}], null)::float8[] as ids from users u
     where u.org_id = ${ctx.orgId} and u.workspace_id = ${ctx.workspaceId} and u.id = ${userId} and u.state = 'active'`);
  const ids = new Set(found?.ids);
  return lists.filter(({ id }) => ids.has(id)).map(({ id, name }) => ({ id, name }));
}
