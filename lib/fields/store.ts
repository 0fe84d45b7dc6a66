import { and, asc, count, eq, type SQL, sql } from "drizzle-orm";
import { profileFieldOptions, profileFields, users } from "@/drizzle/schema";
import type { WorkspaceCtx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";
import { byId, inWorkspace } from "@/lib/db/scope";
import { type FieldOption, type FieldType, MANAGES_FIELD, type ProfileField } from "@/lib/model/field";
import { openLines } from "@/lib/pipeline/persistence/deleted.store";

export type FieldRow = { id: number; label: string; type: FieldType };
type Placed = { id: number; label: string; aliases: readonly string[]; position: number };

const optionsOf = (ctx: WorkspaceCtx, fieldId: number) =>
  and(inWorkspace(profileFieldOptions, ctx), eq(profileFieldOptions.fieldId, fieldId));
const shown = { id: profileFields.id, label: profileFields.label, type: profileFields.type } as const;

/** The workspace's fields in their order, each with its options in theirs. */
/** A workspace, of a member or of one of its users at the portal. */
type Place = Pick<WorkspaceCtx, "orgId" | "workspaceId">;

export async function selectFields(tx: Tx, ctx: Place): Promise<ProfileField[]> {
  const fields = await tx
    .select(shown)
    .from(profileFields)
    .where(inWorkspace(profileFields, ctx))
    .orderBy(asc(profileFields.position), asc(profileFields.id));
  const options = await tx
    .select({
      fieldId: profileFieldOptions.fieldId,
      id: profileFieldOptions.id,
      label: profileFieldOptions.label,
      aliases: profileFieldOptions.aliases,
    })
    .from(profileFieldOptions)
    .where(inWorkspace(profileFieldOptions, ctx))
    .orderBy(asc(profileFieldOptions.position), asc(profileFieldOptions.id));
  const byField = new Map(fields.map((field) => [field.id, { ...field, options: [] as FieldOption[] }]));
  for (const { fieldId, ...option } of options) byField.get(fieldId)?.options.push(option);
  return [...byField.values()];
}

/** The field, locked until the transaction ends. */
export async function lockField(tx: Tx, ctx: WorkspaceCtx, id: number): Promise<FieldRow | undefined> {
  const [row] = await tx
    .select(shown)
    .from(profileFields)
    .where(byId(profileFields, ctx, id))
    .for("update");
  return row;
}

export async function selectOptions(tx: Tx, ctx: WorkspaceCtx, fieldId: number): Promise<FieldOption[]> {
  return tx
    .select({
      id: profileFieldOptions.id,
      label: profileFieldOptions.label,
      aliases: profileFieldOptions.aliases,
    })
    .from(profileFieldOptions)
    .where(optionsOf(ctx, fieldId))
    .orderBy(asc(profileFieldOptions.position), asc(profileFieldOptions.id));
}

/** Lets one at a time give labels to the workspace's fields: no constraint sees that two look the same. */
export async function lockFieldLabels(tx: Tx, ctx: WorkspaceCtx): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`fields ${ctx.workspaceId}`}, 0))`);
}

/** How many fields there are, and the position after the last. */
export async function selectFieldsEnd(
  tx: Tx,
  ctx: WorkspaceCtx,
): Promise<{ fields: number; position: number }> {
  const [row] = await tx
    .select({ fields: count(), position: sql<number>`coalesce(max(${profileFields.position}) + 1, 0)` })
    .from(profileFields)
    .where(inWorkspace(profileFields, ctx));
  return row ?? { fields: 0, position: 0 };
}

export async function insertField(
  tx: Tx,
  ctx: WorkspaceCtx,
  row: { label: string; type: FieldType; position: number },
): Promise<number> {
  const [inserted] = await tx
    .insert(profileFields)
    .values({ ...row, orgId: ctx.orgId, workspaceId: ctx.workspaceId })
    .returning({ id: profileFields.id });
  return inserted?.id ?? 0;
}

export async function setFieldLabel(tx: Tx, ctx: WorkspaceCtx, id: number, label: string): Promise<void> {
  await tx
    .update(profileFields)
    .set({ label })
    .where(byId(profileFields, ctx, id));
}

/** Puts the fields into the order of `ids`, in one statement. */
export async function setPositions(tx: Tx, ctx: WorkspaceCtx, ids: readonly number[]): Promise<void> {
  await tx.execute(sql`
    update profile_fields f set position = o.position
      from unnest(${idArray(ids)}) with ordinality as o(id, position)
     where f.org_id = ${ctx.orgId} and f.workspace_id = ${ctx.workspaceId} and f.id = o.id`);
}

export async function deleteFieldRow(tx: Tx, ctx: WorkspaceCtx, id: number): Promise<void> {
  await tx.delete(profileFields).where(byId(profileFields, ctx, id));
}

export async function insertOptions(
  tx: Tx,
  ctx: WorkspaceCtx,
  fieldId: number,
  rows: readonly Omit<Placed, "id">[],
): Promise<void> {
  if (rows.length === 0) return;
  const tenant = { orgId: ctx.orgId, workspaceId: ctx.workspaceId, fieldId };
  const values = rows.map((row) => ({ ...row, aliases: [...row.aliases], ...tenant }));
  await tx.insert(profileFieldOptions).values(values);
}

/** Renames and reorders options, and says which other texts mean them. Labels move aside first, so that two options may swap theirs. */
export async function setOptions(
  tx: Tx,
  ctx: WorkspaceCtx,
  fieldId: number,
  rows: readonly Placed[],
): Promise<void> {
  if (rows.length === 0) return;
  const ids = idArray(rows.map((row) => row.id));
  const mine = sql`o.org_id = ${ctx.orgId} and o.workspace_id = ${ctx.workspaceId} and o.field_id = ${fieldId}`;
  await tx.execute(sql`
    update profile_field_options o set label = chr(10) || o.id where ${mine} and o.id = any(${ids})`);
  const entries = JSON.stringify(rows);
  await tx.execute(sql`
    update profile_field_options o set label = e.label, aliases = e.aliases, position = e.position
      from jsonb_to_recordset(${entries}::jsonb) as e(id bigint, label text, aliases text[], position int)
     where ${mine} and o.id = e.id`);
}

export async function deleteOptions(
  tx: Tx,
  ctx: WorkspaceCtx,
  fieldId: number,
  ids: readonly number[],
): Promise<void> {
  if (ids.length === 0) return;
  await tx
    .delete(profileFieldOptions)
    .where(and(optionsOf(ctx, fieldId), sql`${profileFieldOptions.id} = any(${idArray(ids)})`));
}

/** How many users that are not removed have a value in the field. */
export async function countWithValue(tx: Tx, ctx: WorkspaceCtx, fieldId: number): Promise<number> {
  const [row] = await tx
    .select({ n: count() })
    .from(users)
    .where(and(activeUsers(ctx), sql`jsonb_typeof(${users.fields} -> ${String(fieldId)}) <> 'null'`));
  return row?.n ?? 0;
}

/** Option id -> how many users that are not removed have it. */
export async function countByOption(
  tx: Tx,
  ctx: WorkspaceCtx,
  fieldId: number,
): Promise<Map<number, number>> {
  const key = String(fieldId);
  const rows = await tx.execute<{ option: number; n: number }>(sql`
    select v.option::bigint::int as option, count(*)::int as n
      from users, lateral jsonb_array_elements_text(
        case jsonb_typeof(fields -> ${key}) when 'array' then fields -> ${key}
          else jsonb_build_array(fields -> ${key}) end) as v(option)
     where org_id = ${ctx.orgId} and workspace_id = ${ctx.workspaceId} and state = 'active'
       and fields ? ${key} and v.option is not null
     group by 1`);
  return new Map(rows.map((row) => [row.option, row.n]));
}

/** Takes the field away from every user, removed ones too. Gives how many had a value. */
export async function clearField(tx: Tx, ctx: WorkspaceCtx, fieldId: number, at: Date): Promise<number> {
  const key = String(fieldId);
  return touch(tx, ctx, at, { fieldId, set: sql`fields - ${key}::text`, where: sql`fields ? ${key}` });
}

/** Takes some options of a choice field away from every user who has one. Gives how many that were. */
export async function clearOptions(
  tx: Tx,
  ctx: WorkspaceCtx,
  { fieldId, optionIds, at }: { fieldId: number; optionIds: readonly number[]; at: Date },
): Promise<number> {
  if (optionIds.length === 0) return 0;
  const key = String(fieldId);
  const gone = sql`(select jsonb_agg(id) from unnest(${idArray(optionIds)}) as gone(id))`;
  const kept = sql`(select coalesce(jsonb_agg(v), '[]'::jsonb) from jsonb_array_elements(fields -> ${key}) as v
                     where not ${gone} @> v)`;
  return touch(tx, ctx, at, {
    fieldId,
    set: sql`case when jsonb_typeof(fields -> ${key}) = 'array' and ${kept} <> '[]'::jsonb
                  then jsonb_set(fields, array[${key}::text], ${kept}) else fields - ${key}::text end`,
    where: sql`fields ? ${key} and exists (
      select from unnest(${idArray(optionIds)}) as gone(id) where fields -> ${key} @> to_jsonb(gone.id))`,
  });
}

/**
 * Writes `fields` of the users that `where` names, under a new version. Open plans lose the same values in the same
 * transaction, so their lines go along with it: nobody has edited these users.
 */
export async function touch(
  tx: Tx,
  ctx: WorkspaceCtx,
  at: Date,
  { fieldId, set, where }: { fieldId: number; set: SQL; where: SQL },
): Promise<number> {
  const [row] = await tx.execute<{ n: number }>(sql`
    with touched as (
      update users set fields = ${set}, version = version + 1, updated_at = ${at.toISOString()}::timestamptz
       where org_id = ${ctx.orgId} and workspace_id = ${ctx.workspaceId} and ${where} returning id, version, state
    ), told as (
      insert into outgoing_events (org_id, workspace_id, type, size, data, subjects)
      select ${ctx.orgId}, ${ctx.workspaceId}, 'user.updated', count(*)::int,
             jsonb_build_object('by', ${ctx.actor.kind}::text, 'changed', jsonb_build_array(coalesce(
               (select label from profile_fields where org_id = ${ctx.orgId} and id = ${fieldId}),
               case ${fieldId}::bigint when ${MANAGES_FIELD}::bigint then 'managesTeams' else 'teams' end))),
             array_agg(t.id order by t.id)
        from (select id, (row_number() over (order by id) - 1) / 500 as pack from touched where state = 'active') as t
       where exists (select from event_streams s where s.org_id = ${ctx.orgId} and 'user' = any(s.wants))
       group by t.pack order by t.pack
    ), lines as (
      update changes c set base_version = t.version from touched t
       where ${openLines(ctx)} and c.user_id = t.id and c.base_version = t.version - 1
    ), matches as (
      update changes c set match = jsonb_set(c.match, '{version}', to_jsonb(t.version)) from touched t
       where ${openLines(ctx)} and c.user_id is null and (c.match ->> 'userId')::bigint = t.id
         and (c.match ->> 'version')::int = t.version - 1
    )
    select count(*)::int as n from touched`);
  return row?.n ?? 0;
}

const activeUsers = (ctx: WorkspaceCtx) => and(inWorkspace(users, ctx), eq(users.state, "active"));

export function idArray(ids: readonly number[]): SQL {
  return sql`${`{${ids.join(",")}}`}::bigint[]`;
}
