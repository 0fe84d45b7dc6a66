import { type SQL, sql } from "drizzle-orm";
import { runs } from "@/drizzle/schema";
import type { WorkspaceCtx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";
import { byId } from "@/lib/db/scope";
import { GUARD_DEFAULTS } from "@/lib/pipeline/guard/settings";

/** Adds a sentence to what a person should know of a run. */
export async function addNote(tx: Tx, ctx: WorkspaceCtx, runId: string, note: string): Promise<void> {
  await tx
    .update(runs)
    .set({ notes: sql`${runs.notes} || ${JSON.stringify([note])}::jsonb` })
    .where(byId(runs, ctx, runId));
}

/** When a plan that starts to wait for approval now expires. */
export function planExpiry(ctx: WorkspaceCtx, syncId: string): SQL {
  return sql`now() + make_interval(days => coalesce((
    select (s.guard_settings ->> 'expiryDays')::int from syncs s
     where s.org_id = ${ctx.orgId} and s.workspace_id = ${ctx.workspaceId} and s.id = ${syncId}), ${GUARD_DEFAULTS.expiryDays}::int))`;
}
