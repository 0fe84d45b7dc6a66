import { sql } from "drizzle-orm";
import type { Ctx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";

export async function selectPulse(tx: Tx, ctx: Ctx): Promise<string> {
  const [row] = await tx.execute<{ pulse: string }>(sql`
    select md5(coalesce(string_agg(beat, ' ' order by beat), '')) as pulse from (
      select concat(r.id, r.plan_revision, r.applied_at) as beat from runs r
       where r.org_id = ${ctx.orgId} and r.state = 'held'
      union all
      select concat(r.id, r.state) from runs r where r.org_id = ${ctx.orgId} and r.state in ('queued', 'running')
      union all
      select concat(l.id, l.state, l.finished_at) from workspaces w
       cross join lateral (select r.id, r.state, r.finished_at from runs r
                            where r.org_id = w.org_id and r.workspace_id = w.id order by r.created_at desc limit 1) as l
       where w.org_id = ${ctx.orgId}
      union all
      select concat(a.id, a.run_id) from alerts a where a.org_id = ${ctx.orgId} and a.cleared_at is null
    ) as beats`);
  return row?.pulse ?? "";
}
