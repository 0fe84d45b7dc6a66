import { type SQL, sql } from "drizzle-orm";
import type { WorkspaceCtx } from "@/lib/context";
import type { Issue } from "@/lib/model/issue";
import type { RunLease } from "@/lib/model/run-ref";
import { clearPlan, guarded, storeIssues } from "@/lib/pipeline/persistence/plans.store";
import { openTally, type Tally } from "@/lib/pipeline/persistence/tally";

export type SkippedRow = { row: number; cells: string[]; reason: string };

/** Writes down how often each thing was wrong. */
export async function storeTallies(
  ctx: WorkspaceCtx,
  lease: RunLease,
  tallies: readonly Tally[],
): Promise<void> {
  if (tallies.length === 0) return;
  const column = <T>(of: (tally: Tally) => T): SQL => sql`${sql.param(tallies.map(of))}`;
  await guarded(ctx, lease, (tx) =>
    tx.execute(sql`
      insert into issue_tallies (org_id, workspace_id, run_id, severity, code, column_name, value, count)
      select ${ctx.orgId}, ${ctx.workspaceId}, ${lease.runId}, t.*
      from unnest(${column((t) => t.severity)}::text[], ${column((t) => t.code)}::text[],
                  ${column((t) => t.column)}::text[], ${column((t) => t.value)}::text[],
                  ${column((t) => t.count)}::int[]) as t`),
  );
}

/** Keeps rows of the file that were skipped, as they are there. */
export async function storeSkippedRows(
  ctx: WorkspaceCtx,
  lease: RunLease,
  rows: readonly SkippedRow[],
): Promise<void> {
  if (rows.length === 0) return;
  await guarded(ctx, lease, (tx) =>
    tx.execute(sql`
      insert into skipped_rows (org_id, workspace_id, run_id, "row", cells, reason)
      select ${ctx.orgId}, ${ctx.workspaceId}, ${lease.runId}, t.at_row, t.cells::jsonb, t.reason
      from unnest(${sql.param(rows.map(({ row }) => row))}::int[],
                  ${sql.param(rows.map(({ cells }) => JSON.stringify(cells)))}::text[],
                  ${sql.param(rows.map(({ reason }) => reason))}::text[]) as t(at_row, cells, reason)`),
  );
}

/** What stops a whole file is all that its run has to say: of the plan that was begun nothing is kept. */
export async function storeBlocking(ctx: WorkspaceCtx, lease: RunLease, issue: Issue): Promise<void> {
  const tally = openTally();
  tally.add(issue);
  await clearPlan(ctx, lease);
  await storeIssues(ctx, lease, [issue]);
  await storeTallies(ctx, lease, tally.rows());
}
