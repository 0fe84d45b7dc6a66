import { type SQL, sql } from "drizzle-orm";
import type { WorkspaceCtx } from "@/lib/context";
import { EVENTS_A_BATCH } from "@/lib/model/event";

/**
 * The part of the apply statement that writes down whom it changed, from what its other parts return: so that nothing is
 * told that did not happen. A row for each 500 users, with their ids and those of the lines, where the rest is looked up.
 */
export function usersTold(ctx: WorkspaceCtx, { runId, syncId }: { runId: string; syncId: string }): SQL {
  return sql`, told as (
      insert into outgoing_events (org_id, workspace_id, type, size, data, subjects, lines, lines_in)
      select ${ctx.orgId}, ${ctx.workspaceId}, 'user.' || e.type, count(*)::int,
             jsonb_build_object('by', 'run', 'runId', ${runId}::text, 'syncId', ${syncId}::text),
             array_agg(e.user_id order by e.line), array_agg(e.line order by e.line), 'changes'
      from (
        select place, type, user_id, line,
               (row_number() over (partition by type order by line) - 1) / ${EVENTS_A_BATCH}::int as pack
        from (
          select 1 as place, 'created' as type, c.user_id, t.id as line
          from created c join todo t on t.kind = 'create' and c.external_id = ${syncId} || '#' || t.csv_id
          union all
          select case kind when 'restore' then 3 else 2 end, case kind when 'restore' then 'restored' else 'updated' end,
                 user_id, id from written
          union all
          select 4, 'removed', user_id, id from removed
        ) as one
      ) as e
      group by e.place, e.type, e.pack order by e.place, e.pack
    )`;
}
