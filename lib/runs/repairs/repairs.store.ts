import { and, eq } from "drizzle-orm";
import { runs, syncs } from "@/drizzle/schema";
import type { RunColumns } from "@/drizzle/schema/runs";
import type { Baseline } from "@/drizzle/schema/syncs";
import type { WorkspaceCtx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";
import { byId } from "@/lib/db/scope";

/** What a run found in each column of its file, and what the last run that was applied saw. */
export async function selectColumnsSeen(
  tx: Tx,
  ctx: WorkspaceCtx,
  runId: string,
): Promise<{ columns: RunColumns | null; baseline: Baseline | null }> {
  const [row] = await tx
    .select({ columns: runs.columns, baseline: syncs.baseline })
    .from(runs)
    .innerJoin(
      syncs,
      and(eq(syncs.orgId, runs.orgId), eq(syncs.workspaceId, runs.workspaceId), eq(syncs.id, runs.syncId)),
    )
    .where(byId(runs, ctx, runId));
  return row ?? { columns: null, baseline: null };
}
