import { and, asc, eq, ilike, isNull, or } from "drizzle-orm";
import { runs, syncs } from "@/drizzle/schema";
import type { WorkspaceCtx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";

/** Syncs whose name or path contains the text, or whose Sync ID it is. */
export async function selectSyncsLike(tx: Tx, ctx: WorkspaceCtx, text: string, limit: number) {
  const pattern = `%${text.replace(/[\\%_]/g, "\\$&")}%`;
  return tx
    .select({ id: syncs.id, name: syncs.name, path: syncs.path })
    .from(syncs)
    .where(
      and(
        eq(syncs.orgId, ctx.orgId),
        eq(syncs.workspaceId, ctx.workspaceId),
        isNull(syncs.detachedAt),
        or(ilike(syncs.name, pattern), ilike(syncs.path, pattern), eq(syncs.id, text.toLowerCase())),
      ),
    )
    .orderBy(asc(syncs.name))
    .limit(limit);
}

export async function selectRun(tx: Tx, ctx: WorkspaceCtx, id: string) {
  return tx
    .select({ id: runs.id, state: runs.state, at: runs.createdAt })
    .from(runs)
    .where(and(eq(runs.orgId, ctx.orgId), eq(runs.workspaceId, ctx.workspaceId), eq(runs.id, id)));
}
