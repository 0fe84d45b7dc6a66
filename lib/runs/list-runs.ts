import type { WorkspaceCtx } from "@/lib/context";
import type { RunState } from "@/lib/model/run";
import { countRuns, selectRuns } from "@/lib/runs/views/runs.store";
import type { RunItem } from "@/lib/runs/views/types";

type RunQuery = {
  /** None for every state. */
  states: readonly RunState[];
  syncId: string | null;
  /** From 1. */
  page: number;
  pageSize: number;
};

/** A page of the workspace's runs, newest first, and how many there are on all pages. */
export async function listRuns(
  ctx: WorkspaceCtx,
  { page, pageSize, ...filter }: RunQuery,
): Promise<{ runs: RunItem[]; total: number }> {
  return ctx.db.run(async (tx) => ({
    runs: await selectRuns(tx, ctx, filter, { limit: pageSize, offset: (page - 1) * pageSize }),
    total: await countRuns(tx, ctx, filter),
  }));
}
