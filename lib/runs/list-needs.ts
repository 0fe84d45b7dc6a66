import type { ChangeStatus } from "@/drizzle/schema/changes";
import type { WorkspaceCtx } from "@/lib/context";
import { selectNeeds } from "@/lib/runs/views/needs.store";
import type { Need } from "@/lib/runs/views/types";

type Query = { runId: string; changeIds: readonly number[]; undecided: readonly ChangeStatus[] };

/** By the id of each given line of a plan: the other undecided lines that it can't be applied without. */
export async function listNeeds(
  ctx: WorkspaceCtx,
  { runId, changeIds, undecided }: Query,
): Promise<ReadonlyMap<number, Need[]>> {
  const needs = new Map<number, Need[]>();
  if (changeIds.length === 0 || undecided.length === 0) return needs;
  const found = await ctx.db.run((tx) => selectNeeds(tx, ctx, { runId, changeIds, statuses: undecided }));
  for (const { of, ...need } of found) needs.set(of, [...(needs.get(of) ?? []), need]);
  return needs;
}
