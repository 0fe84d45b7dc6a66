import { and, count, eq, lt, notExists, sql } from "drizzle-orm";
import { pagePictures, pages } from "@/drizzle/schema";
import type { WorkspaceCtx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";
import { inOrg, inWorkspace } from "@/lib/db/scope";

type Row = Omit<typeof pagePictures.$inferInsert, "id" | "orgId" | "workspaceId">;

export async function insertPicture(tx: Tx, { orgId, workspaceId }: WorkspaceCtx, row: Row): Promise<string> {
  const [made] = await tx
    .insert(pagePictures)
    .values({ orgId, workspaceId, ...row })
    .returning({ id: pagePictures.id });
  return made?.id ?? "";
}

/** How many pictures the workspace has, and how much they take. */
export async function measurePictures(
  tx: Tx,
  ctx: WorkspaceCtx,
): Promise<{ pictures: number; sizeBytes: number }> {
  const sizeBytes = sql<number>`coalesce(sum(octet_length(${pagePictures.content})), 0)::float8`;
  const [row] = await tx
    .select({ pictures: count(), sizeBytes })
    .from(pagePictures)
    .where(inWorkspace(pagePictures, ctx));
  return row ?? { pictures: 0, sizeBytes: 0 };
}

export async function selectPicture(
  tx: Tx,
  place: { orgId: string; workspaceId: string },
  id: string,
): Promise<Buffer | null> {
  const [row] = await tx
    .select({ content: pagePictures.content })
    .from(pagePictures)
    .where(and(inWorkspace(pagePictures, place), eq(pagePictures.id, id)));
  return row?.content ?? null;
}

/** Whether a page's text shows the picture: what it says is what counts, so that nothing can disagree with it. */
export const showsPicture = (id: string | typeof pagePictures.id) =>
  sql`strpos(${pages.body}, 'picture:' || ${id}::text) > 0`;

/**
 * Deletes the organization's pictures that no page shows. Those added since `before` stay: the text that is to show them
 * may still be in somebody's browser.
 */
export async function deleteUnshown(tx: Tx, org: { orgId: string }, before: Date): Promise<number> {
  const showing = tx
    .select({ one: sql`1` })
    .from(pages)
    .where(
      and(inOrg(pages, org), eq(pages.workspaceId, pagePictures.workspaceId), showsPicture(pagePictures.id)),
    );
  const rows = await tx
    .delete(pagePictures)
    .where(and(inOrg(pagePictures, org), lt(pagePictures.createdAt, before), notExists(showing)))
    .returning({ id: pagePictures.id });
  return rows.length;
}

/** Deletes those of the pictures that no page of the workspace shows any more. */
export async function deleteIfUnshown(tx: Tx, ctx: WorkspaceCtx, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await tx.execute(sql`
    delete from page_pictures c where c.org_id = ${ctx.orgId} and c.workspace_id = ${ctx.workspaceId}
       and c.id = any(${`{${ids.join(",")}}`}::uuid[])
       and not exists (select from pages p where p.org_id = c.org_id and p.workspace_id = c.workspace_id
                          and strpos(p.body, 'picture:' || c.id::text) > 0)`);
}
