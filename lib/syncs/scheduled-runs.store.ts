import { and, eq, isNull, sql } from "drizzle-orm";
import { runs } from "@/drizzle/schema";
import type { WorkspaceCtx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";
import { inWorkspace } from "@/lib/db/scope";

/** Cancels the run of a sync that its schedule has queued and nobody has begun; gives whether there was one. */
export async function cancelScheduled(
  tx: Tx,
  ctx: WorkspaceCtx,
  syncId: string,
  note: string,
): Promise<boolean> {
  const rows = await tx
    .update(runs)
    .set({
      state: "cancelled",
      phase: null,
      finishedAt: sql`now()`,
      notes: sql`${runs.notes} || ${JSON.stringify([note])}::jsonb`,
    })
    .where(
      and(
        inWorkspace(runs, ctx),
        eq(runs.syncId, syncId),
        eq(runs.state, "queued"),
        eq(runs.trigger, "schedule"),
        // A plan that someone approved waits in the queue as well.
        isNull(runs.decision),
      ),
    )
    .returning({ id: runs.id });
  return rows.length > 0;
}
