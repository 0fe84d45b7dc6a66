import { sql } from "drizzle-orm";
import type { WorkspaceCtx } from "@/lib/context";

/**
 * Updates of a run's plan that do nothing but give values to profile fields which no user of the sync has a value in.
 * Teams are no such fields: being in one is a right.
 */
export async function countFirstValues(
  ctx: WorkspaceCtx,
  { syncId, runId }: { syncId: string; runId: string },
): Promise<number> {
  const rows = await ctx.db.run((tx) =>
    tx.execute<{ n: number }>(sql`
      with lines as materialized (
        select jsonb_strip_nulls(c.fields) as now, jsonb_strip_nulls(c.before -> 'fields') as was,
               (c.email, c.first_name, c.last_name, c.mobile) is not distinct from
                 (c.before ->> 'email', c.before ->> 'firstName', c.before ->> 'lastName', c.before ->> 'mobile') as fields_only
          from changes c
         where c.org_id = ${ctx.orgId} and c.workspace_id = ${ctx.workspaceId} and c.run_id = ${runId} and c.kind = 'update'
      ), gained as (
        select distinct key from lines, jsonb_object_keys(now) as key
         where fields_only and key not like '-%' and not jsonb_exists(was, key)
      ), first as (
        select coalesce(array_agg(key), '{}') as keys from gained
         where not exists (
           select from users u where u.org_id = ${ctx.orgId} and u.workspace_id = ${ctx.workspaceId}
             and u.sync_id = ${syncId} and u.state = 'active' and jsonb_exists(jsonb_strip_nulls(u.fields), key))
      )
      select count(*)::int as n from lines, first where fields_only and now - keys = was and now <> was`),
  );
  return rows[0]?.n ?? 0;
}
