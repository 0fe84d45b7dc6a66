import { and, asc, count, eq, inArray, sql } from "drizzle-orm";
import { pageLists, pages, userLists } from "@/drizzle/schema";
import type { WorkspaceCtx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";
import { byId, inWorkspace } from "@/lib/db/scope";
import type { NewPage } from "@/lib/pages/schema";
import type { PageDetail, PageItem } from "@/lib/pages/views";

const shown = {
  id: pages.id,
  title: pages.title,
  slug: pages.slug,
  audience: pages.audience,
  updatedAt: pages.updatedAt,
} as const;

/** The workspace's pages in their order. */
export async function selectPages(tx: Tx, ctx: WorkspaceCtx): Promise<PageItem[]> {
  const rows = await tx
    .select(shown)
    .from(pages)
    .where(inWorkspace(pages, ctx))
    .orderBy(asc(pages.position), asc(pages.id));
  const listsOf = await selectLists(
    tx,
    ctx,
    rows.map(({ id }) => id),
  );
  return rows.map((row) => ({ ...row, lists: listsOf.get(row.id) ?? [] }));
}

export async function selectPage(tx: Tx, ctx: WorkspaceCtx, id: number): Promise<PageDetail | null> {
  const [row] = await tx
    .select({ ...shown, body: pages.body, version: pages.version })
    .from(pages)
    .where(byId(pages, ctx, id));
  if (!row) return null;
  return { ...row, lists: (await selectLists(tx, ctx, [id])).get(id) ?? [] };
}

/** Page id -> the lists that open it, by name. */
async function selectLists(tx: Tx, ctx: WorkspaceCtx, pageIds: readonly number[]) {
  const found = new Map<number, PageItem["lists"]>(pageIds.map((id) => [id, []]));
  if (pageIds.length === 0) return found;
  const rows = await tx
    .select({ pageId: pageLists.pageId, id: userLists.id, name: userLists.name })
    .from(pageLists)
    .innerJoin(userLists, and(eq(userLists.orgId, pageLists.orgId), eq(userLists.id, pageLists.listId)))
    .where(and(inWorkspace(pageLists, ctx), inArray(pageLists.pageId, [...pageIds])))
    .orderBy(asc(sql`lower(${userLists.name})`), asc(userLists.id));
  for (const { pageId, id, name } of rows) found.get(pageId)?.push({ id, name });
  return found;
}

/** The page, locked until the transaction ends. */
export async function lockPage(tx: Tx, ctx: WorkspaceCtx, id: number) {
  const [row] = await tx
    .select({ ...shown, body: pages.body, version: pages.version })
    .from(pages)
    .where(byId(pages, ctx, id))
    .for("update");
  return row ?? null;
}

/** How many pages there are, and the position after the last. */
export async function selectPagesEnd(
  tx: Tx,
  ctx: WorkspaceCtx,
): Promise<{ pages: number; position: number }> {
  const [row] = await tx
    .select({ pages: count(), position: sql<number>`coalesce(max(${pages.position}) + 1, 0)` })
    .from(pages)
    .where(inWorkspace(pages, ctx));
  return row ?? { pages: 0, position: 0 };
}

type Values = Omit<NewPage, "listIds">;

export async function insertPage(tx: Tx, ctx: WorkspaceCtx, row: Values & { position: number; at: Date }) {
  const { title, slug, body, audience, position, at } = row;
  const place = { orgId: ctx.orgId, workspaceId: ctx.workspaceId };
  const [made] = await tx
    .insert(pages)
    .values({ ...place, title, slug, body, audience, position, createdAt: at, updatedAt: at })
    .returning({ id: pages.id });
  return made?.id ?? 0;
}

/** Writes a page over; gives its new version. */
export async function setPage(
  tx: Tx,
  ctx: WorkspaceCtx,
  { id, title, slug, body, audience, at }: Values & { id: number; at: Date },
): Promise<number> {
  const [row] = await tx
    .update(pages)
    .set({ title, slug, body, audience, updatedAt: at, version: sql`${pages.version} + 1` })
    .where(byId(pages, ctx, id))
    .returning({ version: pages.version });
  return row?.version ?? 0;
}

/** Makes `listIds` the lists that open a page. */
export async function setPageLists(
  tx: Tx,
  ctx: WorkspaceCtx,
  pageId: number,
  listIds: readonly number[],
): Promise<void> {
  const place = { orgId: ctx.orgId, workspaceId: ctx.workspaceId };
  await tx.delete(pageLists).where(and(inWorkspace(pageLists, ctx), eq(pageLists.pageId, pageId)));
  if (listIds.length === 0) return;
  await tx.insert(pageLists).values(listIds.map((listId) => ({ ...place, pageId, listId })));
}

export async function deletePageRow(tx: Tx, ctx: WorkspaceCtx, id: number): Promise<void> {
  await tx.delete(pages).where(byId(pages, ctx, id));
}

/** Puts the pages into the order of `ids`, in one statement. */
export async function setPositions(tx: Tx, ctx: WorkspaceCtx, ids: readonly number[]): Promise<void> {
  await tx.execute(sql`
    update pages p set position = o.position
      from unnest(${`{${ids.join(",")}}`}::bigint[]) with ordinality as o(id, position)
     where p.org_id = ${ctx.orgId} and p.workspace_id = ${ctx.workspaceId} and p.id = o.id`);
}
