import { sql } from "drizzle-orm";
import type { WorkspaceCtx } from "@/lib/context";
import type { FormerUser } from "@/lib/model/plan";
import { EXTERNAL_ID_PREFIX, valuesOf } from "@/lib/pipeline/persistence/plans.store";
import type { Candidate, Looked } from "@/lib/pipeline/plan/planner";

/** More users removed lately with one address, or one name, tell nothing about who somebody is. */
const EACH_MAX = 5;

/**
 * For new IDs: users whom a sync of the workspace had, who were removed after `since`, and have the row's address or both
 * its names. Authors and admins are not among them: no file gives rights back.
 */
export async function findFormers(
  ctx: WorkspaceCtx,
  { syncId, since }: { syncId: string; since: Date },
  candidates: readonly Candidate[],
): Promise<Looked["formers"]> {
  const persons = candidates.flatMap(({ person, userId }) => (userId === null ? [person] : []));
  const found = new Map<string, FormerUser[]>();
  if (persons.length === 0) return found;
  const column = <T>(of: (person: (typeof persons)[number]) => T) => sql`${sql.param(persons.map(of))}`;
  const removed = sql`u.org_id = ${ctx.orgId} and u.workspace_id = ${ctx.workspaceId} and u.state = 'removed'
    and u.role = 'participant' and u.sync_id is not null and u.removed_at > ${since.toISOString()}::timestamptz`;
  const rows = await ctx.db.run((tx) =>
    tx.execute<FormerUser & { row: string }>(sql`
      select distinct on (t.csv_id, u.id) t.csv_id as row, u.id::float8 as "userId", u.version, ${valuesOf("u")} as values,
             substr(u.external_id, ${EXTERNAL_ID_PREFIX + 1}) as "csvId", nullif(u.sync_id, ${syncId}) as "syncId",
             to_char(u.removed_at at time zone 'UTC', ${ISO}) as "removedAt"
      from unnest(${column(({ id }) => id)}::text[], ${column(({ emailKey }) => emailKey)}::text[],
                  ${column(({ firstName }) => firstName || null)}::text[],
                  ${column(({ lastName }) => lastName || null)}::text[]) as t(csv_id, email_key, first_name, last_name)
      cross join lateral (
        (select * from users u where ${removed} and u.former_email_key = t.email_key
          order by u.removed_at desc limit ${EACH_MAX})
        union all
        (select * from users u where ${removed} and u.last_name_key = lower(t.last_name)
            and u.first_name_key = lower(t.first_name)
          order by u.removed_at desc limit ${EACH_MAX})
      ) as u`),
  );
  for (const { row, ...former } of rows) found.set(row, [...(found.get(row) ?? []), former]);
  return found;
}

/** Whether there is anybody to compare new IDs with. */
export async function hasFormers(ctx: WorkspaceCtx, since: Date): Promise<boolean> {
  const rows = await ctx.db.run((tx) =>
    tx.execute(sql`
      select 1 from users where org_id = ${ctx.orgId} and workspace_id = ${ctx.workspaceId}
        and former_email_key is not null and removed_at > ${since.toISOString()}::timestamptz limit 1`),
  );
  return rows.length > 0;
}

const ISO = 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"';
