import { and, eq, isNull, sql } from "drizzle-orm";
import { runs, syncs } from "@/drizzle/schema";
import type { SyncOrigin } from "@/drizzle/schema/syncs";
import type { WorkspaceCtx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";
import { byId, inWorkspace } from "@/lib/db/scope";
import type { RunMode, RunTrigger } from "@/lib/model/run";

/** Adds a queued run; null when the sync has one of the same intent waiting already. */
export async function insertQueued(
  tx: Tx,
  ctx: WorkspaceCtx,
  run: {
    id?: string | undefined;
    syncId: string;
    trigger: RunTrigger;
    mode: RunMode;
    intent: "apply" | "preview";
    uploadId: string | null;
    managersUploadId?: string | null;
    askedPath?: string | null;
    undoes: string | null;
    requestedBy: string | null;
    requestedByLabel: string;
  },
): Promise<string | null> {
  const rows = await tx
    .insert(runs)
    .values({ ...run, orgId: ctx.orgId, workspaceId: ctx.workspaceId })
    .onConflictDoNothing({ target: [runs.syncId, runs.intent], where: sql`state = 'queued'` })
    .returning({ id: runs.id });
  return rows[0]?.id ?? null;
}

/** Whether the sync has a run of this id. */
export async function isThere(ctx: WorkspaceCtx, syncId: string, runId: string): Promise<boolean> {
  const rows = await ctx.db.run((tx) =>
    tx
      .select({ id: runs.id })
      .from(runs)
      .where(and(byId(runs, ctx, runId), eq(runs.syncId, syncId))),
  );
  return rows.length > 0;
}

/** The run of a sync that waits for its turn. `isShared`: it reads the sync's own file, so that a request may join it. */
export async function findQueued(
  ctx: WorkspaceCtx,
  syncId: string,
  intent: "apply" | "preview",
): Promise<{ id: string; fence: number; isShared: boolean; isOfOneFile: boolean } | null> {
  const rows = await ctx.db.run((tx) =>
    tx
      .select({
        id: runs.id,
        fence: runs.fence,
        uploadId: runs.uploadId,
        undoes: runs.undoes,
        askedPath: runs.askedPath,
      })
      .from(runs)
      .where(
        and(
          inWorkspace(runs, ctx),
          eq(runs.syncId, syncId),
          eq(runs.state, "queued"),
          eq(runs.intent, intent),
        ),
      ),
  );
  const [row] = rows;
  if (!row) return null;
  const { id, fence, uploadId, undoes, askedPath } = row;
  const isOfOneFile = askedPath !== null;
  return { id, fence, isShared: uploadId === null && undoes === null && !isOfOneFile, isOfOneFile };
}

/** Whether the workspace has the sync, and it was not detached. Keeps it from being detached until the transaction ends. */
export async function isAttached(tx: Tx, ctx: WorkspaceCtx, syncId: string): Promise<boolean> {
  const rows = await tx
    .select({ id: syncs.id })
    .from(syncs)
    .where(and(byId(syncs, ctx, syncId), isNull(syncs.detachedAt)))
    .for("share");
  return rows.length > 0;
}

/** Where an attached sync takes its file from; null for a sync that the workspace doesn't have or has detached. */
export async function selectSourceKind(
  tx: Tx,
  ctx: WorkspaceCtx,
  syncId: string,
): Promise<SyncOrigin | null> {
  const [row] = await tx
    .select({ sourceKind: syncs.sourceKind })
    .from(syncs)
    .where(and(byId(syncs, ctx, syncId), isNull(syncs.detachedAt)));
  return row?.sourceKind ?? null;
}
