import { and, eq, inArray, isNull, sql } from "drizzle-orm";
import { runs } from "@/drizzle/schema";
import type { WorkspaceCtx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";
import { inWorkspace } from "@/lib/db/scope";
import type { RunTrigger } from "@/lib/model/run";

/** Cancels the run of a sync that its schedule or an arrival has queued and nobody has begun; gives which, or null. */
export async function cancelScheduled(
  tx: Tx,
  ctx: WorkspaceCtx,
  syncId: string,
  note: string,
): Promise<RunTrigger | null> {
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
        inArray(runs.trigger, ["schedule", "arrival"]),
        // A plan that someone approved waits in the queue as well.
        isNull(runs.decision),
      ),
    )
    .returning({ trigger: runs.trigger });
  return rows[0]?.trigger ?? null;
}
