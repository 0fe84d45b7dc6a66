import { sql } from "drizzle-orm";
import { runs, syncs } from "@/drizzle/schema";
import type { ChangeStatus } from "@/drizzle/schema/changes";
import type { RunFile } from "@/drizzle/schema/runs";
import type { WorkspaceCtx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";
import type { Addition } from "@/lib/model/field";
import type { IssueCode, Severity } from "@/lib/model/issue";
import type { Counts } from "@/lib/model/run";
import type { RunState } from "@/lib/model/run-state";
import type { IssueItem } from "@/lib/runs/views/types";

const ofRun = (ctx: WorkspaceCtx, runId: string) =>
  sql`org_id = ${ctx.orgId} and workspace_id = ${ctx.workspaceId} and run_id = ${runId}`;

/** What a file about a run has to know of it. */
export type ExportedRun = {
  id: string;
  syncName: string;
  state: RunState;
  createdAt: Date;
  appliedAt: Date | null;
  purgedAt: Date | null;
  appliedStatuses: ChangeStatus[];
  counts: Counts | null;
  file: RunFile | null;
  /** The path, or the name of what was uploaded. */
  path: string | null;
  /** The same of the file of managers; null where none was read. */
  managersPath: string | null;
  additions: Addition[];
};

export async function selectExportedRun(
  tx: Tx,
  ctx: WorkspaceCtx,
  runId: string,
): Promise<ExportedRun | undefined> {
  const [row] = await tx
    .select({
      id: runs.id,
      syncName: syncs.name,
      state: runs.state,
      createdAt: runs.createdAt,
      appliedAt: runs.appliedAt,
      purgedAt: runs.purgedAt,
      appliedStatuses: runs.appliedStatuses,
      counts: runs.counts,
      file: runs.file,
      path: sql<string | null>`${runs.source} ->> 'path'`,
      managersPath: sql<string | null>`${runs.managers} -> 'source' ->> 'path'`,
      additions: runs.additions,
    })
    .from(runs)
    .innerJoin(
      syncs,
      sql`${syncs.orgId} = ${runs.orgId} and ${syncs.workspaceId} = ${runs.workspaceId} and ${syncs.id} = ${runs.syncId}`,
    )
    .where(
      sql`${runs.orgId} = ${ctx.orgId} and ${runs.workspaceId} = ${ctx.workspaceId} and ${runs.id} = ${runId}`,
    );
  return row;
}

/** `skipped`: an error of the same row leaves nothing of it. */
export type IssueLine = IssueItem & { skipped: boolean };

/** Kept issues in the order of the employees file, then of the managers'; what concerns no row comes first. */
export async function selectIssuePage(
  tx: Tx,
  ctx: WorkspaceCtx,
  runId: string,
  { after, limit }: { after: IssueLine | null; limit: number },
): Promise<readonly IssueLine[]> {
  const beyond = after
    ? sql`and (file = 'managers', coalesce("row", 0), id) > (${after.file === "managers"}, ${after.row ?? 0}::int, ${after.id}::bigint)`
    : sql``;
  return tx.execute<IssueLine>(sql`
    select id::float8 as id, severity, code, message, "row", line, csv_id as "csvId", email,
           column_name as "column", value, file,
           severity = 'error' or exists (
             select from issues e where e.org_id = i.org_id and e.run_id = i.run_id and e."row" = i."row"
               and e.file = i.file and e.severity = 'error') as skipped
      from issues i where ${ofRun(ctx, runId)} ${beyond}
     order by file = 'managers', coalesce("row", 0), id limit ${limit}`);
}

type Unkept = { severity: Severity; code: IssueCode; count: number };

/** What occurred more often than it is kept row by row. */
export async function selectUnkept(tx: Tx, ctx: WorkspaceCtx, runId: string): Promise<readonly Unkept[]> {
  return tx.execute<Unkept>(sql`
    select severity, code, sum(n)::float8 as count from (
      select severity, code, count as n from issue_tallies where ${ofRun(ctx, runId)}
      union all
      select severity, code, -1 from issues where ${ofRun(ctx, runId)}
    ) as told
     group by severity, code having sum(n) > 0
     order by array_position(array['blocking', 'error', 'warning'], severity), 3 desc, code`);
}

export type SkippedLine = { row: number; cells: string[]; reason: string };

export async function selectSkippedPage(
  tx: Tx,
  ctx: WorkspaceCtx,
  runId: string,
  { after, limit }: { after: SkippedLine | null; limit: number },
): Promise<readonly SkippedLine[]> {
  return tx.execute<SkippedLine>(sql`
    select "row", cells, reason from skipped_rows
     where ${ofRun(ctx, runId)} and "row" > ${after?.row ?? 0} order by "row" limit ${limit}`);
}

/** How many skipped rows can be downloaded. */
export async function countSkipped(tx: Tx, ctx: WorkspaceCtx, runId: string): Promise<number> {
  const [row] = await tx.execute<{ n: number }>(
    sql`select count(*)::float8 as n from skipped_rows where ${ofRun(ctx, runId)}`,
  );
  return row?.n ?? 0;
}
