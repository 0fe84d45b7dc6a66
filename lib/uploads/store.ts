import { and, eq, gt, sql } from "drizzle-orm";
import { uploads } from "@/drizzle/schema";
import type { WorkspaceCtx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";
import { byId } from "@/lib/db/scope";
import type { UploadReadSettings } from "@/lib/model/read-settings";

type NewUpload = Pick<
  typeof uploads.$inferInsert,
  "id" | "fileName" | "sizeBytes" | "sha256" | "packed" | "uploadedBy" | "createdAt"
>;

export async function insertUpload(tx: Tx, ctx: WorkspaceCtx, row: NewUpload): Promise<void> {
  await tx.insert(uploads).values({ ...row, orgId: ctx.orgId, workspaceId: ctx.workspaceId });
}

export type Uploaded = { count: number; sizeBytes: number; keptBytes: number };

/** What the organization has uploaded since then, and how much of it waits for a run. Older files are deleted. */
export async function uploadedSince(tx: Tx, { orgId }: WorkspaceCtx, since: Date): Promise<Uploaded> {
  const [row] = await tx
    .select({
      count: sql<number>`count(*)::int`,
      sizeBytes: sql<number>`coalesce(sum(${uploads.sizeBytes}), 0)::float8`,
      keptBytes: sql<number>`coalesce(sum(coalesce((${uploads.packed} ->> 'contentSizeBytes')::float8, ${uploads.sizeBytes})) filter (where ${uploads.usedAt} is null), 0)::float8`,
    })
    .from(uploads)
    .where(and(eq(uploads.orgId, orgId), gt(uploads.createdAt, since)));
  return row ?? { count: 0, sizeBytes: 0, keptBytes: 0 };
}

export async function selectUpload(tx: Tx, ctx: WorkspaceCtx, id: string) {
  const [row] = await tx
    .select({
      id: uploads.id,
      fileName: uploads.fileName,
      sizeBytes: uploads.sizeBytes,
      sha256: uploads.sha256,
      packed: uploads.packed,
      createdAt: uploads.createdAt,
      usedAt: uploads.usedAt,
      columns: uploads.columns,
    })
    .from(uploads)
    .where(byId(uploads, ctx, id));
  return row;
}

/** Keeps what all rows of the file have, so that it is read once for all looks at it. */
export async function setColumns(
  tx: Tx,
  ctx: WorkspaceCtx,
  id: string,
  columns: NonNullable<typeof uploads.$inferInsert.columns>,
): Promise<void> {
  await tx
    .update(uploads)
    .set({ columns })
    .where(byId(uploads, ctx, id));
}

/** Notes that a run has used the upload; false when the workspace has no such upload. */
export async function setUsed(tx: Tx, ctx: WorkspaceCtx, id: string, usedAt: Date): Promise<boolean> {
  const rows = await tx
    .update(uploads)
    .set({ usedAt })
    .where(byId(uploads, ctx, id))
    .returning({ id: uploads.id });
  return rows.length > 0;
}

/** Notes how the file is to be read. */
export async function setReadSettings(
  tx: Tx,
  ctx: WorkspaceCtx,
  id: string,
  readSettings: UploadReadSettings,
): Promise<void> {
  await tx
    .update(uploads)
    .set({ readSettings })
    .where(byId(uploads, ctx, id));
}
