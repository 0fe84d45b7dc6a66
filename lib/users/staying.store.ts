import { type SQL, sql } from "drizzle-orm";
import type { WorkspaceCtx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";
import { PLANNED_STATES } from "@/lib/model/run-state";
import type { Staying } from "@/lib/users/views";

/**
 * Users that a run found missing and kept for their role, as far as that is still so: they have the role, the sync
 * still owns them, and no later run has read its file.
 */
export async function selectStaying(
  tx: Tx,
  ctx: WorkspaceCtx,
  { runId, lock = false }: { runId: string; lock?: boolean },
): Promise<Staying[]> {
  const rows = await tx.execute<Staying>(sql`
    select u.id::float8 as id, ${nameOf("u")} as name, u.role
    from issues i
    join runs r on r.org_id = i.org_id and r.id = i.run_id
    join users u on u.org_id = i.org_id and u.workspace_id = i.workspace_id and u.sync_id = r.sync_id
      and u.external_id = r.sync_id || '#' || i.csv_id
    where i.org_id = ${ctx.orgId} and i.workspace_id = ${ctx.workspaceId} and i.run_id = ${runId}
      and i.code = 'user_stays' and u.state = 'active' and u.role <> 'participant'
      and not exists (
        select 1 from runs n
        where n.org_id = r.org_id and n.sync_id = r.sync_id and n.created_at > r.created_at and n.undoes is null
          and n.state = any(${sql.param([...PLANNED_STATES])}::text[]))
    order by u.id ${lock ? sql`for update of u` : sql``}`);
  return [...rows];
}

/** First and last name, or the address of someone who has neither. */
function nameOf(table: "u"): SQL {
  return sql.raw(
    `coalesce(nullif(trim(${table}.first_name || ' ' || ${table}.last_name), ''), ${table}.email)`,
  );
}
