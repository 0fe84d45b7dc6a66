import { ColumnRepairs } from "@/components/runs/repairs/column-repairs";
import type { WorkspaceCtx } from "@/lib/context";
import { may } from "@/lib/permissions";
import { listColumnProblems } from "@/lib/runs/repairs/columns";
import type { RunDetail } from "@/lib/runs/views/types";

/** What can be put right on the page of a run that failed or needs approval. Nothing once a newer run has read the file. */
export async function RunRepairs({ ctx, run }: { ctx: WorkspaceCtx; run: RunDetail }) {
  if (!may(ctx, "sync:update") || !may(ctx, "run:start")) return null;
  const problems = await listColumnProblems(ctx, run);
  if (problems.length === 0) return null;
  return <ColumnRepairs runId={run.id} problems={problems.map(({ target: _, ...problem }) => problem)} />;
}
