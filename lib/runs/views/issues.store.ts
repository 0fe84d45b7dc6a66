import { and, asc, count, desc, eq, type SQL, sql } from "drizzle-orm";
import { issues } from "@/drizzle/schema";
import type { WorkspaceCtx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";
import type { Severity } from "@/lib/model/issue";
import type { IssueGroup, IssueItem } from "@/lib/runs/views/types";

export type IssueFilter = {
  runId: string;
  severity: Severity | null;
  code: string | null;
  /** Only of this column, and of exactly this value. */
  column?: string | null;
  value?: string | null;
  /** Anywhere in what the table shows; "" for all. */
  search: string;
};

const VALUES_PER_GROUP = 50;

function matching(
  ctx: WorkspaceCtx,
  { runId, severity, code, column = null, value = null, search }: IssueFilter,
): SQL | undefined {
  const shown = sql`concat_ws(' ', ${issues.message}, ${issues.csvId}, ${issues.email}, ${issues.column}, ${issues.value})`;
  return and(
    eq(issues.orgId, ctx.orgId),
    eq(issues.workspaceId, ctx.workspaceId),
    eq(issues.runId, runId),
    severity ? eq(issues.severity, severity) : undefined,
    code ? sql`${issues.code} = ${code}` : undefined,
    column === null ? undefined : eq(issues.column, column),
    value === null ? undefined : eq(issues.value, value),
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
      file: issues.file,
    })
    .from(issues)
    .where(matching(ctx, filter))
    .orderBy(
      sql`array_position(array['blocking', 'error', 'warning'], ${issues.severity})`,
      // The employees file first.
      desc(issues.file),
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

/** All issues of a run by code, kept or not, each with the values that come up most. */
export async function selectIssueGroups(tx: Tx, ctx: WorkspaceCtx, runId: string): Promise<IssueGroup[]> {
  return tx.execute<IssueGroup>(sql`
    with told as (
      select severity, code, column_name, value, count as n, id,
             value is null and bool_or(value is not null) over (partition by severity, code, column_name) as rest
        from issue_tallies
       where org_id = ${ctx.orgId} and workspace_id = ${ctx.workspaceId} and run_id = ${runId}
    ), named as (
      select *, not rest and (column_name is not null or value is not null) as is_named from told
    ), placed as (
      select *, row_number() over (partition by severity, code, is_named order by n desc, id) as place from named
    )
    select severity, code, sum(n)::float8 as count,
           coalesce(jsonb_agg(jsonb_build_object('column', column_name, 'value', value, 'count', n) order by place)
             filter (where is_named and place <= ${VALUES_PER_GROUP}), '[]') as values,
           jsonb_build_object('values', count(*) filter (where is_named and place > ${VALUES_PER_GROUP}),
             'orMore', bool_or(rest)) as more
      from placed group by severity, code
     order by array_position(array['blocking', 'error', 'warning'], severity), count desc, code`);
}
