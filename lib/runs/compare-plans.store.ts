import { sql } from "drizzle-orm";
import type { WorkspaceCtx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";
import type { ChangeKind } from "@/lib/model/plan";

type Counted = { kind: ChangeKind; both: number; gone: number; added: number };

/** `isPart`: only what was held back of the older plan was replaced, the rest had been applied. */
export async function comparePlanLines(
  tx: Tx,
  ctx: WorkspaceCtx,
  { olderId, newerId, isPart }: { olderId: string; newerId: string; isPart: boolean },
): Promise<Counted[]> {
  const lines = (runId: string) => sql`
    select kind, coalesce(user_id::text, csv_id) as who,
           case when kind <> 'remove' then jsonb_build_array(email, first_name, last_name, mobile, fields) end as becomes
      from changes where org_id = ${ctx.orgId} and workspace_id = ${ctx.workspaceId} and run_id = ${runId} and status <> 'kept'`;
  const rows = await tx.execute<Counted>(sql`
    with older as (${lines(olderId)} and status in ('planned', 'waiting') ${isPart ? sql`and status = 'waiting'` : sql``}),
      newer as (${lines(newerId)} ${isPart ? sql`and (kind = 'remove' or status <> 'planned')` : sql``})
    select kind, (count(*) filter (where o.who is not null and n.who is not null))::float8 as both,
           (count(*) filter (where n.who is null))::float8 as gone,
           (count(*) filter (where o.who is null))::float8 as added
      from (select *, coalesce(becomes, '[]') as v from older) o
      full join (select *, coalesce(becomes, '[]') as v from newer) n using (kind, who, v)
     group by kind order by kind`);
  return [...rows];
}
