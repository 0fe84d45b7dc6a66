import { and, asc, eq, inArray, or, type SQL, sql } from "drizzle-orm";
import { pagePictures, pages } from "@/drizzle/schema";
import type { PortalCtx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";
import { inWorkspace } from "@/lib/db/scope";
import type { PictureSizes } from "@/lib/pictures/in-text";
import { type ListRule, membersSql } from "@/lib/rules/membership.store";
import { selectRuleContext } from "@/lib/rules/vocabulary.store";

/** The pages that are open to the user as the lists are now, in their order. */
export async function selectOpenPages(tx: Tx, ctx: PortalCtx) {
  const open = await isOpen(tx, ctx);
  return tx
    .select({ id: pages.id, title: pages.title, slug: pages.slug })
    .from(pages)
    .where(and(inWorkspace(pages, ctx), open))
    .orderBy(asc(pages.position), asc(pages.id));
}

/** One page with its text, if it is open to the user as the lists are now. */
export async function selectOpenPage(tx: Tx, ctx: PortalCtx, slug: string) {
  const open = await isOpen(tx, ctx, sql`p.slug = ${slug}`);
  const [row] = await tx
    .select({ title: pages.title, slug: pages.slug, body: pages.body, updatedAt: pages.updatedAt })
    .from(pages)
    .where(and(inWorkspace(pages, ctx), eq(pages.slug, slug), open));
  return row ?? null;
}

/** How large pictures of the workspace are, by their ids. */
export async function selectSizes(tx: Tx, ctx: PortalCtx, ids: readonly string[]): Promise<PictureSizes> {
  const { id, width, height } = pagePictures;
  const rows = await tx
    .select({ id, width, height })
    .from(pagePictures)
    .where(and(inWorkspace(pagePictures, ctx), inArray(id, [...ids])));
  return Object.fromEntries(rows.map((row) => [row.id, { width: row.width, height: row.height }]));
}

/** A picture's bytes, if a page whose text shows it is open to the user as the lists are now. */
export async function selectOpenPicture(tx: Tx, ctx: PortalCtx, id: string): Promise<Buffer | null> {
  const mark = `picture:${id}`;
  const open = await isOpen(tx, ctx, sql`strpos(p.body, ${mark}) > 0`);
  const [shown] = await tx
    .select({ id: pages.id })
    .from(pages)
    .where(and(inWorkspace(pages, ctx), sql`strpos(${pages.body}, ${mark}) > 0`, open))
    .limit(1);
  if (!shown) return null;
  const [row] = await tx
    .select({ content: pagePictures.content })
    .from(pagePictures)
    .where(and(inWorkspace(pagePictures, ctx), eq(pagePictures.id, id)));
  return row?.content ?? null;
}

/** Whether a page is for everyone, or one of its lists has the user. */
async function isOpen(tx: Tx, ctx: PortalCtx, which = sql`true`): Promise<SQL | undefined> {
  const listIds = await selectOwnLists(tx, ctx, which);
  return or(
    eq(pages.audience, "everyone"),
    sql`exists (select from page_lists l where l.org_id = ${ctx.orgId} and l.workspace_id = ${ctx.workspaceId}
      and l.page_id = ${pages.id} and l.list_id = any(${`{${listIds.join(",")}}`}::bigint[]))`,
  );
}

/** Which of the lists that open such pages `p` the user is in: one statement for all of them. */
async function selectOwnLists(tx: Tx, ctx: PortalCtx, which: SQL): Promise<number[]> {
  const lists = await tx.execute<ListRule>(sql`
    select l.id::float8 as id, l.kind, l.rule from user_lists l
     where l.org_id = ${ctx.orgId} and l.workspace_id = ${ctx.workspaceId} and l.id in (
       select pl.list_id from page_lists pl join pages p on p.id = pl.page_id
        where pl.org_id = ${ctx.orgId} and pl.workspace_id = ${ctx.workspaceId} and p.audience = 'lists'
          and ${which})`);
  if (lists.length === 0) return [];
  const context = await selectRuleContext(
    tx,
    ctx,
    lists.map(({ rule }) => rule),
  );
  const asked = lists.map(
    (list) => sql`case when ${membersSql(ctx, list, context)} then ${list.id}::bigint end`,
  );
  const [found] = await tx.execute<{ ids: number[] }>(sql`
    select array_remove(array[${sql.join(asked, sql`, `)}], null)::float8[] as ids from users u
     where u.org_id = ${ctx.orgId} and u.workspace_id = ${ctx.workspaceId} and u.id = ${ctx.user.id}`);
  return found?.ids ?? [];
}
