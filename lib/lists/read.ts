import type { WorkspaceCtx } from "@/lib/context";
import { isAppError, notFound } from "@/lib/errors";
import { countMembers } from "@/lib/lists/members.store";
import { type ListRow, selectList, selectLists, selectPagesByList } from "@/lib/lists/store";
import type { ListDetail, ListItem, PageLink } from "@/lib/lists/views";
import { ruleWords } from "@/lib/rules/describe-rule";
import { problemsOf } from "@/lib/rules/problems";
import type { Vocabulary } from "@/lib/rules/vocabulary";
import { selectRuleContext } from "@/lib/rules/vocabulary.store";
import { readUsers } from "@/lib/user-columns/read-users";
import { searchTerms } from "@/lib/users/search-terms";

/** The workspace's lists by name, each with the pages that it opens. How many are in one is `countList`'s to say. */
export async function listLists(ctx: WorkspaceCtx): Promise<ListItem[]> {
  return ctx.db.run(async (tx) => {
    const rows = await selectLists(tx, ctx);
    const { known } = await selectRuleContext(
      tx,
      ctx,
      rows.map(({ rule }) => rule),
    );
    const pages = await selectPagesByList(tx, ctx);
    return rows.map((row) => listItem(row, known, pages.get(row.id) ?? []));
  });
}

/** A list of the workspace. Throws `not_found`. */
export async function getList(ctx: WorkspaceCtx, { id }: { id: number }): Promise<ListDetail> {
  return ctx.db.run(async (tx) => {
    const row = await selectList(tx, ctx, id);
    if (!row) throw notFound("This user list");
    const { known } = await selectRuleContext(tx, ctx, [row.rule]);
    const pages = (await selectPagesByList(tx, ctx)).get(id) ?? [];
    const { rule, createdBy, createdAt, ruleAt } = row;
    return { ...listItem(row, known, pages), rule, createdBy, createdAt, ruleAt };
  });
}

/** A list of the workspace; null when there is none. */
export async function findList(ctx: WorkspaceCtx, { id }: { id: number }): Promise<ListDetail | null> {
  try {
    return await getList(ctx, { id });
  } catch (error) {
    if (isAppError(error) && error.code === "not_found") return null;
    throw error;
  }
}

/** A row of the table as lists are shown. */
export function listItem(row: ListRow, known: Vocabulary, pages: readonly PageLink[]): ListItem {
  const { id, name, description, kind, rule } = row;
  const words = rule ? ruleWords(rule, known) : "";
  return {
    id,
    name,
    description,
    kind,
    words,
    problems: rule ? problemsOf(rule, known) : [],
    pages: [...pages],
  };
}

/** How many active users are in a list, or answer to a search in it; exact. Throws `not_found`. */
export async function countList(
  ctx: WorkspaceCtx,
  { id, search = "" }: { id: number; search?: string },
): Promise<number> {
  return readUsers(ctx, async (tx, lookup) => {
    const list = await selectList(tx, ctx, id);
    if (!list) throw notFound("This user list");
    const context = await selectRuleContext(tx, ctx, [list.rule]);
    return countMembers(tx, ctx, { list, context, terms: searchTerms(search), lookup });
  });
}

/** Everything that a rule can name: fields with their options, teams, and syncs that are attached. */
export async function getVocabulary(ctx: WorkspaceCtx): Promise<Vocabulary> {
  return (await ctx.db.run((tx) => selectRuleContext(tx, ctx))).known;
}
