import { sql } from "drizzle-orm";
import type { ChangeStatus } from "@/drizzle/schema/changes";
import type { WorkspaceCtx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";
import { isWanted } from "@/lib/events/streams.store";
import { linesSql, listSides } from "@/lib/lists/history.store";
import { selectLists } from "@/lib/lists/store";
import { EVENTS_A_BATCH } from "@/lib/model/event";
import { selectRuleContext } from "@/lib/rules/vocabulary.store";

/**
 * Tells which users an apply brought into which lists and took from them, in the apply's transaction: each rule is asked of
 * both sides of the lines that it applied, as the effects of a run are. Costs nothing where nobody wants to know.
 */
export async function tellListsOfRun(
  tx: Tx,
  ctx: WorkspaceCtx,
  { runId, statuses }: { runId: string; statuses: readonly ChangeStatus[] },
): Promise<void> {
  if (!(await isWanted(tx, ctx, "list"))) return;
  const lists = await selectLists(tx, ctx);
  if (lists.length === 0) return;
  const context = await selectRuleContext(
    tx,
    ctx,
    lists.map(({ rule }) => rule),
  );
  const sides = lists.map((list) => ({ id: list.id, ...listSides(ctx, list, context) }));
  const row = ({ id, before, after }: (typeof sides)[number]) => sql`(${id}::bigint, ${before}, ${after})`;
  await tx.execute(sql`
    insert into outgoing_events (org_id, workspace_id, type, size, data, subjects)
    select ${ctx.orgId}, ${ctx.workspaceId}, case when e.entered then 'list.entered' else 'list.left' end, count(*)::int,
           jsonb_build_object('by', 'run', 'runId', ${runId}::text, 'listId', e.list_id),
           array_agg(e.user_id order by e.line)
      from (
        select m.*, (row_number() over (partition by m.list_id, m.entered order by m.line) - 1) / ${EVENTS_A_BATCH}::int as pack
          from (
            select c.id as line, coalesce(c.uid, made.id) as user_id, l.list_id, l.after as entered
              from ${linesSql(ctx, { runs: sql`${runId}::uuid`, part: "done", fenced: true })}
              join changes s on s.org_id = ${ctx.orgId} and s.id = c.id
                and s.status = any(${sql.param([...statuses])}::text[])
              left join users made on c.uid is null and made.org_id = ${ctx.orgId}
                and made.workspace_id = ${ctx.workspaceId} and made.external_id = c.a_sync || '#' || s.csv_id
             cross join lateral (values ${sql.join(sides.map(row), sql`, `)}) as l(list_id, before, after)
             where l.before <> l.after
          ) as m
      ) as e
     group by e.list_id, e.entered, e.pack order by e.list_id, e.entered, e.pack`);
}
