import { sql } from "drizzle-orm";
import type { WorkspaceCtx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";

export type ToldValue = { column: string; value: string; count: number; isTeam: boolean };

/** The values that a run found among no options, or no teams, what came up most first; those that it tells apart. */
export async function selectUnknownValues(
  tx: Tx,
  ctx: WorkspaceCtx,
  runId: string,
): Promise<readonly ToldValue[]> {
  return tx.execute<ToldValue>(sql`
    select column_name as "column", value, code = 'team_unknown' as "isTeam", sum(count)::float8 as count from issue_tallies
     where org_id = ${ctx.orgId} and workspace_id = ${ctx.workspaceId} and run_id = ${runId}
       and code in ('option_unknown', 'team_unknown') and column_name is not null and value is not null
     group by column_name, value, code order by count desc, min(id)`);
}
