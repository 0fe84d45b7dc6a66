import { and, asc, count, eq, type SQL, sql } from "drizzle-orm";
import { issues } from "@/drizzle/schema";
import type { WorkspaceCtx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";
import type { IssueGroup, IssueItem } from "@/lib/runs/views/types";
import type { Severity } from "@/lib/sync/types";

export type IssueFilter = {
  runId: string;
  severity: Severity | null;
  code: string | null;
  /** Anywhere in what the table shows; "" for all. */
  search: string;
};

const MESSAGES_PER_GROUP = 5;

function matching(ctx: WorkspaceCtx, { runId, severity, code, search }: IssueFilter): SQL | undefined {
  const shown = sql`concat_ws(' ', ${issues.message}, ${issues.csvId}, ${issues.email}, ${issues.column}, ${issues.value})`;
  return and(
    eq(issues.orgId, ctx.orgId),
    eq(issues.workspaceId, ctx.workspaceId),
    eq(issues.runId, runId),
    severity ? eq(issues.severity, severity) : undefined,
    code ? sql`${issues.code} = ${code}` : undefined,
    search === "" ? undefined : sql`position(lower(${search}::text) in lower(${shown})) > 0`,
  );
}

/** A page of issues: what blocks first, then errors, then warnings, each in the order of the file. */
export async function selectIssues(
  tx: Tx,
  ctx: WorkspaceCtx,
  filter: IssueFilter,
  { limit, offset }: { limit: number; offset: number },
): Promise<IssueItem[]> {
  return tx
    .select({
      id: issues.id,
      severity: issues.severity,
      code: issues.code,
      message: issues.message,
      row: issues.row,
      line: issues.line,
      csvId: issues.csvId,
      email: issues.email,
      column: issues.column,
      value: issues.value,
    })
    .from(issues)
    .where(matching(ctx, filter))
    .orderBy(
      sql`array_position(array['blocking', 'error', 'warning'], ${issues.severity})`,
      sql`${issues.row} nulls first`,
      asc(issues.id),
    )
    .limit(limit)
    .offset(offset);
}

export async function countIssues(tx: Tx, ctx: WorkspaceCtx, filter: IssueFilter): Promise<number> {
  const [row] = await tx.select({ n: count() }).from(issues).where(matching(ctx, filter));
  return row?.n ?? 0;
}

/** The kept issues of a run by code, each with the sentences that come up most. */
export async function selectIssueGroups(tx: Tx, ctx: WorkspaceCtx, runId: string): Promise<IssueGroup[]> {
  return tx.execute<IssueGroup>(sql`
    with said as (
      select severity, code, message, count(*) as n,
             row_number() over (partition by severity, code order by count(*) desc, min(id)) as place
        from issues
       where org_id = ${ctx.orgId} and workspace_id = ${ctx.workspaceId} and run_id = ${runId}
       group by severity, code, message
    )
    select severity, code, sum(n)::float8 as count,
           jsonb_agg(jsonb_build_object('message', message, 'count', n) order by place)
             filter (where place <= ${MESSAGES_PER_GROUP}) as messages
      from said group by severity, code
     order by array_position(array['blocking', 'error', 'warning'], severity), count desc, code`);
}
