import { sql } from "drizzle-orm";
import type { WorkspaceCtx } from "@/lib/context";
import type { Held } from "@/lib/runs/store";
import { guarded } from "@/lib/sync/stored/store";
import { MANAGES_FIELD } from "@/lib/sync/types";

const LED = sql.raw(`'${MANAGES_FIELD}'::text`);
/** The teams led after and before a line. */
const AFTER = sql`coalesce(nullif(c.fields -> ${LED}, 'null'), '[]')`;
const BEFORE = sql`coalesce(nullif(c.before -> 'fields' -> ${LED}, 'null'), '[]')`;

/**
 * Gives the teams back that lines of the plan would take from those who lead them. A line that changes nothing else goes;
 * one that does loses its fingerprint, so that the next run looks closely. Gives how many lines went.
 */
export async function keepLedTeams(ctx: WorkspaceCtx, held: Held): Promise<number> {
  const takes = sql`c.org_id = ${ctx.orgId} and c.workspace_id = ${ctx.workspaceId} and c.run_id = ${held.runId}
    and c.kind in ('update', 'restore', 'relink') and not ${AFTER} @> ${BEFORE}`;
  return guarded(ctx, held, async (tx) => {
    const gone = await tx.execute(sql`
      delete from changes c where ${takes} and c.kind = 'update' and ${BEFORE} @> ${AFTER}
        and c.fields - ${LED} = (c.before -> 'fields') - ${LED}
        and (c.email, c.first_name, c.last_name, c.mobile)
          = (c.before ->> 'email', c.before ->> 'firstName', c.before ->> 'lastName', c.before ->> 'mobile')`);
    await tx.execute(sql`
      update changes c set fingerprint = null, fields = c.fields || jsonb_build_object(${LED}, (
        select jsonb_agg(distinct team::bigint order by team::bigint) from jsonb_array_elements(${BEFORE} || ${AFTER}) as team))
      where ${takes}`);
    return gone.count;
  });
}
