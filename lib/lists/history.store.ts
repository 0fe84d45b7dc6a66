import { sql } from "drizzle-orm";
import type { WorkspaceCtx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";
import { linesSql, type Sides } from "@/lib/lists/change-sides.store";
import type { ListRun } from "@/lib/lists/views";

type AppliedRun = Omit<ListRun, "joined" | "left"> & { micros: string };

/** Runs that changed users, whose plans are kept; newest first. `micros`: when, in microseconds since 1970, as text. */
export async function selectAppliedRuns(
  tx: Tx,
  ctx: WorkspaceCtx,
  { since, before, limit }: { since: Date; before: string | null; limit: number },
): Promise<AppliedRun[]> {
  const micros = sql`(extract(epoch from r.applied_at) * 1000000)::bigint`;
  const rows = await tx.execute<AppliedRun & { at: string }>(sql`
    select r.id as "runId", r.applied_at as at, r.trigger, s.name as "syncName", r.undoes is not null as "isUndo",
           ${micros}::text as micros
      from runs r join syncs s on s.org_id = r.org_id and s.workspace_id = r.workspace_id and s.id = r.sync_id
     where r.org_id = ${ctx.orgId} and r.workspace_id = ${ctx.workspaceId} and r.applied_at >= ${since.toISOString()}::timestamptz
       and r.purged_at is null ${before === null ? sql`` : sql`and ${micros} < ${before}::bigint`}
     order by r.applied_at desc limit ${limit}`);
  return rows.map((row) => ({ ...row, at: new Date(row.at) }));
}

/** Run id -> how many people it brought to a list and took from it; runs that did neither are not in it. */
export async function tallyRuns(
  tx: Tx,
  ctx: WorkspaceCtx,
  runIds: readonly string[],
  { before, after }: Sides,
): Promise<Map<string, { joined: number; left: number }>> {
  const rows = await tx.execute<{ runId: string; joined: number; left: number }>(sql`
    select m.run_id as "runId", count(*) filter (where m.a and not m.b)::float8 as joined,
           count(*) filter (where m.b and not m.a)::float8 as "left"
      from (select c.run_id, ${before} as b, ${after} as a
              from ${linesSql(ctx, { runs: sql`select unnest(${sql.param([...runIds])}::uuid[])`, part: "done" })} offset 0) as m
     where m.a <> m.b group by 1`);
  return new Map(rows.map(({ runId, ...counts }) => [runId, counts]));
}
