import { randomUUID } from "node:crypto";
import type postgres from "postgres";
import type { WorkspaceCtx } from "@/lib/context";
import { getRunEffects } from "@/lib/lists/get-run-effects";
import { inRounds, must } from "./bench";
import type { Place } from "./house";
import { ms } from "./list-users";

/**
 * Makes a plan of up to `lines` changes, pending approval: a quarter of them new users, a quarter removals, and updates, of
 * which half change the first of `fieldIds` and half a mobile number, which no list asks for. Gives how many it creates and
 * removes.
 */
export async function makePlan(
  sql: postgres.Sql,
  { orgId, workspaceId, syncId }: Place,
  { lines, fieldId }: { lines: number; fieldId: number },
): Promise<{ runId: string; created: number; removed: number }> {
  const runId = randomUUID();
  await sql`
    insert into runs (id, org_id, workspace_id, sync_id, trigger, requested_by_label, state)
    values (${runId}, ${orgId}, ${workspaceId}, ${syncId}, 'upload', 'bench', 'held')`;
  const before = sql`jsonb_build_object('email', u.email, 'firstName', u.first_name, 'lastName', u.last_name,
    'mobile', u.mobile, 'fields', u.fields)`;
  await sql`
    insert into changes (org_id, workspace_id, run_id, kind, user_id, base_version, csv_id, email, first_name, last_name,
                         mobile, fields, before)
    select u.org_id, u.workspace_id, ${runId}, c.kind, case when c.kind <> 'create' then u.id end,
           case when c.kind <> 'create' then u.version end, 'N' || u.id,
           case when c.kind <> 'remove' then u.email end, case when c.kind <> 'remove' then u.first_name end,
           case when c.kind <> 'remove' then u.last_name end,
           case when c.kind <> 'remove' then case when u.at % 4 = 1 then '+358401234567' else '' end end,
           case when c.kind <> 'remove' then case when u.at % 4 = 0 then u.fields || jsonb_build_object(${String(fieldId)}::text,
             (select fields -> ${String(fieldId)}::text from users o where o.workspace_id = u.workspace_id
                and o.id = u.id + 1)) else u.fields end end,
           case when c.kind <> 'create' then ${before} end
      from (select *, row_number() over (order by id) as at from users
             where workspace_id = ${workspaceId} and state = 'active' order by id limit ${lines}) as u,
           lateral (select (array['update', 'update', 'create', 'remove'])[1 + u.at % 4] as kind) as c`;
  await sql`vacuum (analyze) changes`;
  const [made] = await sql<{ created: number; removed: number }[]>`
    select count(*) filter (where kind = 'create')::int as created,
           count(*) filter (where kind = 'remove')::int as removed from changes where run_id = ${runId}`;
  return { runId, created: made?.created ?? 0, removed: made?.removed ?? 0 };
}

/** Milliseconds of saying whom a plan brings into lists, pages and teams. */
export async function timeEffects(
  ctx: WorkspaceCtx,
  { runId, created, removed }: { runId: string; created: number; removed: number },
  rounds: number,
): Promise<number[]> {
  return inRounds(rounds, () =>
    ms(async () => {
      const { pages, lists } = await getRunEffects(ctx, { runId, part: "planned" });
      const [everyone] = pages;
      must(everyone?.gained === created && everyone.lost === removed, "a plan has other effects");
      must(lists.length > 5, "a plan changes too few lists");
    }),
  );
}
