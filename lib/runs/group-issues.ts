import type { WorkspaceCtx } from "@/lib/context";
import { selectIssueGroups } from "@/lib/runs/views/issues.store";
import type { IssueGroup } from "@/lib/runs/views/types";

/** The issues of a run by code, all of them, what is worst first. */
export async function groupIssues(ctx: WorkspaceCtx, { runId }: { runId: string }): Promise<IssueGroup[]> {
  return [...(await ctx.db.run((tx) => selectIssueGroups(tx, ctx, runId)))];
}
