import { type SQL, sql } from "drizzle-orm";
import type { WorkspaceCtx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";
import { isMemberSql, type ListRule } from "@/lib/rules/membership.store";
import { ruleSql } from "@/lib/rules/rule-sql.store";
import { selectRuleContext } from "@/lib/rules/vocabulary.store";
import { ruleOf, type UserFilter } from "@/lib/users/filters";

/**
 * Filters as a condition on users under the alias `u`; null for none. Nobody answers to one that names what is gone.
 * Lists have active users only: of a removed one they hold for nobody.
 */
export async function filterSql(
  tx: Tx,
  ctx: WorkspaceCtx,
  filters: readonly UserFilter[],
): Promise<SQL | null> {
  if (filters.length === 0) return null;
  const rule = ruleOf(filters);
  const wanted = filters.flatMap((each) => (each.on === "list" ? [each] : []));
  const lists =
    wanted.length === 0
      ? []
      : await selectLists(
          tx,
          ctx,
          wanted.map(({ listId }) => listId),
        );
  const context = await selectRuleContext(tx, ctx, [rule, ...lists.map((list) => list.rule)]);
  const parts = wanted.map(({ listId, op }) => {
    const list = lists.find(({ id }) => id === listId);
    if (!list) return sql`false`;
    const isIn = sql`(u.state = 'active' and ${isMemberSql(ctx, list, context)})`;
    return op === "in" ? isIn : sql`not ${isIn}`;
  });
  if (rule) parts.push(ruleSql(rule, context));
  return sql.join(parts, sql` and `);
}

async function selectLists(tx: Tx, ctx: WorkspaceCtx, ids: readonly number[]): Promise<ListRule[]> {
  const rows = await tx.execute<ListRule>(sql`
    select id::float8 as id, kind, rule from user_lists
     where org_id = ${ctx.orgId} and workspace_id = ${ctx.workspaceId}
       and id = any(${`{${ids.join(",")}}`}::bigint[])`);
  return [...rows];
}
