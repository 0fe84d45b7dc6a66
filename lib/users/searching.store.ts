import { type SQL, sql } from "drizzle-orm";
import type { UserState } from "@/drizzle/schema/users";
import type { WorkspaceCtx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";
import { unreachable } from "@/lib/errors";
import { isMemberSql, type ListRule } from "@/lib/rules/membership.store";
import { ruleSql } from "@/lib/rules/rule-sql.store";
import { selectRuleContext } from "@/lib/rules/vocabulary.store";
import { listNode, type Node, ruleNode } from "@/lib/user-columns/conditions";
import { ruleOf, type UserFilter } from "@/lib/users/filters";
import { type SearchTerm, searchForm } from "@/lib/users/search-terms";

type Among = { state: UserState; syncIds: readonly string[] };

/**
 * The conditions of one way to match on users under the alias `u`, any of which will do: by the keys that every user has,
 * and by the form of those few names and IDs that are stored in another spelling, which have indexes of their own
 * (`text_form` in the migrations). `syncIds`: those of the workspace.
 */
export function matchesOf(ctx: WorkspaceCtx, term: SearchTerm, among: Among): SQL[] {
  const { state, syncIds } = among;
  switch (term.by) {
    case "last":
      return [startsWith(LAST.key, term.last), oddly(ctx, among, odd(LAST, term.last))];
    case "first":
      return [startsWith(FIRST.key, term.first), oddly(ctx, among, odd(FIRST, term.first))];
    case "both": {
      const [last, first] = [searchForm(term.last), searchForm(term.first)];
      return [
        sql`${startsWith(LAST.key, term.last)} and ${startsWith(FIRST.key, term.first)}`,
        oddly(ctx, among, sql`${odd(LAST, last)} and ${startsWith(FIRST.form, first)}`),
        oddly(ctx, among, sql`${odd(FIRST, first)} and ${startsWith(LAST.form, last)}`),
      ];
    }
    case "email":
      // The key of a removed user is null, to leave the address to others.
      return [
        startsWith(state === "active" ? sql`u.email_key` : sql`lower(u.email) collate "C"`, term.email),
      ];
    case "csvId":
      return [
        sql`u.external_id = any(${sql.param(syncIds.map((id) => `${id}#${term.csvId}`))}::text[])`,
        oddly(
          ctx,
          among,
          sql`text_form(o.external_id) <> o.external_id and o.sync_id = any(${sql.param([...syncIds])}::text[])
              and text_form(substr(o.external_id, strpos(o.external_id, '#') + 1)) = ${searchForm(term.csvId)}`,
        ),
      ];
    default:
      return unreachable(term);
  }
}

type Name = { key: SQL; stored: SQL; form: SQL };

const name = (column: string): Name => ({
  key: sql.raw(`u.${column}_key`),
  stored: sql.raw(`o.${column}`),
  form: sql.raw(`(lower(text_form(o.${column})) collate "C")`),
});
const LAST = name("last_name");
const FIRST = name("first_name");

/** Written like the condition of its index, so that the planner knows it again. */
function odd({ stored, form }: Name, prefix: string): SQL {
  return sql`text_form(${stored}) <> ${stored} and ${startsWith(form, searchForm(prefix))}`;
}

/** Asked apart: the planner takes such users for the many, and would look at everyone in the order of the list. */
function oddly(ctx: WorkspaceCtx, { state }: Among, where: SQL): SQL {
  return sql`u.id = any(array(select o.id from listed_users o where o.org_id = ${ctx.orgId}
    and o.workspace_id = ${ctx.workspaceId} and o.state = ${state} and ${where}))`;
}

/** As a range, because LIKE could not use an index here. U+10FFFF sorts after whatever follows the prefix. */
function startsWith(key: SQL, prefix: string): SQL {
  return sql`${key} >= lower(${prefix}::text) and ${key} < lower(${prefix}::text) || ${"\u{10FFFF}"}::text`;
}

/** Of the workspace: looked up apart, because joined to the users it would be a scan of all of them. */
export async function selectSyncIds(tx: Tx, ctx: WorkspaceCtx): Promise<string[]> {
  const rows = await tx.execute<{ id: string }>(
    sql`select id from syncs where org_id = ${ctx.orgId} and workspace_id = ${ctx.workspaceId}`,
  );
  return rows.map((row) => row.id);
}

/**
 * Filters as a condition on users under the alias `u`; null for none. No user matches one that names something deleted.
 * Lists have active users only: of a removed one they hold for nobody. `node`: the same of active users, as memory is
 * asked; null where only the database can be.
 */
export async function filterSql(
  tx: Tx,
  ctx: WorkspaceCtx,
  filters: readonly UserFilter[],
): Promise<{ where: SQL | null; node: Node | null }> {
  if (filters.length === 0) return { where: null, node: { all: [] } };
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
  const nodes = wanted.map(({ listId, op }) => {
    const list = lists.find(({ id }) => id === listId);
    const node = list ? listNode(list, context) : { any: [] };
    return node && list && op === "not_in" ? { not: node } : node;
  });
  if (rule) nodes.push(ruleNode(rule, context));
  return { where: sql.join(parts, sql` and `), node: allOf(nodes) };
}

/** Null if one of them is. */
function allOf(nodes: readonly (Node | null)[]): Node | null {
  const all = nodes.filter((node) => node !== null);
  return all.length === nodes.length ? { all } : null;
}

async function selectLists(tx: Tx, ctx: WorkspaceCtx, ids: readonly number[]): Promise<ListRule[]> {
  const rows = await tx.execute<ListRule>(sql`
    select id::float8 as id, kind, rule from user_lists
     where org_id = ${ctx.orgId} and workspace_id = ${ctx.workspaceId}
       and id = any(${`{${ids.join(",")}}`}::bigint[])`);
  return [...rows];
}
