import { sql } from "drizzle-orm";
import type { WorkspaceCtx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";

/** A user added manually whose address a row of a run has. */
export type Takeable = { userId: number; version: number; name: string; email: string };

/**
 * Those that a sync may take over: participants whose row has an ID that nobody of the sync has. The first `most` by
 * name, of the issues that are kept.
 */
export async function selectTakeable(
  tx: Tx,
  ctx: WorkspaceCtx,
  { runId, syncId, most }: { runId: string; syncId: string; most: number },
): Promise<Takeable[]> {
  return tx.execute<Takeable>(sql`
    select distinct u.id::float8 as "userId", u.version, u.email,
           coalesce(nullif(trim(u.first_name || ' ' || u.last_name), ''), u.email) as name
      from issues i
      join users u on u.org_id = i.org_id and u.workspace_id = i.workspace_id and u.email_key = lower(i.email)
     where i.org_id = ${ctx.orgId} and i.workspace_id = ${ctx.workspaceId} and i.run_id = ${runId}
       and i.code = 'email_manual_user' and i.csv_id is not null
       and u.sync_id is null and u.state = 'active' and u.role = 'participant'
       and not exists (
         select from users k where k.org_id = u.org_id and k.workspace_id = u.workspace_id
           and k.external_id = ${syncId} || '#' || i.csv_id)
     order by name, "userId" limit ${most}`);
}
