import { sql } from "drizzle-orm";
import type { WorkspaceCtx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";
import { idArray, touch } from "@/lib/fields/store";

type Merge = { fieldId: number; from: readonly number[]; into: number };

/** Gives users the option `into` for each of the others. What is kept for an undo of the field's type follows. Gives how many users had one. */
export async function replaceInUsers(
  tx: Tx,
  ctx: WorkspaceCtx,
  { fieldId, from, into }: Merge,
): Promise<number> {
  const key = String(fieldId);
  const gone = idArray(from);
  const names = (value: ReturnType<typeof sql>) =>
    sql`exists (select from unnest(${gone}) as gone(id) where ${value} @> to_jsonb(gone.id))`;
  const merged = (
    value: ReturnType<typeof sql>,
  ) => sql`case jsonb_typeof(${value}) when 'number' then to_jsonb(${into}::bigint) else (
    select jsonb_agg(s.id order by o.position, s.id) from (
      select distinct case when i.item::bigint = any(${gone}) then ${into}::bigint else i.item::bigint end as id
        from jsonb_array_elements(${value}) as i(item)) s
      left join profile_field_options o on o.org_id = ${ctx.orgId} and o.id = s.id) end`;
  await tx.execute(sql`
    update kept_field_values k set became = ${merged(sql`k.became`)}
     where k.org_id = ${ctx.orgId} and ${names(sql`k.became`)} and k.change_id in (
       select id from field_type_changes where org_id = ${ctx.orgId} and workspace_id = ${ctx.workspaceId} and field_id = ${fieldId})`);
  return touch(tx, ctx, ctx.clock(), {
    fieldId,
    set: sql`jsonb_set(fields, array[${key}::text], ${merged(sql`(fields -> ${key})`)})`,
    where: sql`fields ? ${key} and ${names(sql`fields -> ${key}`)}`,
  });
}
