import type { WorkspaceCtx } from "@/lib/context";
import { countIssues, type IssueFilter, selectIssues } from "@/lib/runs/views/issues.store";
import type { IssueItem } from "@/lib/runs/views/types";

type IssueQuery = IssueFilter & {
  /** From 1. */
  page: number;
  pageSize: number;
};

/** A page of a run's issues and how many match on all pages. Of a run with very many, the first 10,000 are kept. */
export async function listIssues(
  ctx: WorkspaceCtx,
  { page, pageSize, ...filter }: IssueQuery,
): Promise<{ issues: IssueItem[]; total: number }> {
  return ctx.db.run(async (tx) => ({
    issues: await selectIssues(tx, ctx, filter, { limit: pageSize, offset: (page - 1) * pageSize }),
    total: await countIssues(tx, ctx, filter),
  }));
}
