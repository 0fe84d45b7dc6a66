import { and, desc, gt, isNull, sql } from "drizzle-orm";
import { fieldTypeChanges, profileFields, userLists } from "@/drizzle/schema";
import type { WorkspaceCtx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";
import { byId, inWorkspace } from "@/lib/db/scope";
import { touch } from "@/lib/fields/store";
import type { FieldOption, FieldValue, ProfileField } from "@/lib/model/field";
import type { FieldBefore, FieldFollowers } from "@/lib/model/field-type-change";
import type { RuleGroup } from "@/lib/model/rule";
import { openLines } from "@/lib/pipeline/persistence/deleted.store";

/** A value of a field and how many users have it; `users` are those who are not removed. */
export type ValueCount = { value: NonNullable<FieldValue>; users: number };

/** The different values of a field, the most common first, of removed users too. */
export async function selectValueCounts(tx: Tx, ctx: WorkspaceCtx, fieldId: number): Promise<ValueCount[]> {
  const key = String(fieldId);
  const rows = await tx.execute<ValueCount>(sql`
    select fields -> ${key} as value, (count(*) filter (where state = 'active'))::int as users from users
     where org_id = ${ctx.orgId} and workspace_id = ${ctx.workspaceId} and fields ? ${key}
       and jsonb_typeof(fields -> ${key}) <> 'null'
     group by 1 order by 2 desc, 1`);
  return [...rows];
}

type Became = readonly { value: NonNullable<FieldValue>; became: FieldValue }[];

const asRows = (rows: Became) => sql`unnest(
  ${sql.param(rows.map(({ value }) => JSON.stringify(value)))}::text[],
  ${sql.param(rows.map(({ became }) => (became === null ? null : JSON.stringify(became))))}::text[]) as m(value, became)`;

/** Keeps what each user has in the field `from`, locks them, and gives them in `to` what it becomes. Gives how many there are. */
export async function replaceValues(
  tx: Tx,
  ctx: WorkspaceCtx,
  { changeId, from, to, rows }: { changeId: number; from: number; to: number; rows: Became },
): Promise<number> {
  const [old, key] = [String(from), String(to)];
  await tx.execute(sql`
    insert into kept_field_values (org_id, workspace_id, change_id, user_id, value, became)
    select u.org_id, u.workspace_id, ${changeId}, u.id, u.fields -> ${old}, m.became::jsonb
      from users u left join ${asRows(rows)} on m.value::jsonb = u.fields -> ${old}
     where u.org_id = ${ctx.orgId} and u.workspace_id = ${ctx.workspaceId} and u.fields ? ${old}
     order by u.id for update of u`);
  const became = sql`(select k.became from kept_field_values k where k.org_id = ${ctx.orgId}
                       and k.change_id = ${changeId} and k.user_id = users.id)`;
  return touch(tx, ctx, ctx.clock(), {
    fieldId: to,
    set: sql`(fields - ${old}::text) || jsonb_strip_nulls(jsonb_build_object(${key}::text, ${became}))`,
    where: sql`fields ? ${old}`,
  });
}

const isSame = (key: string) => sql`nullif(u.fields -> ${key}, 'null') is not distinct from k.became`;

/** What users have by now in the field `to` who were changed since it took the place of another: values and their counts. */
export async function selectChangedSince(
  tx: Tx,
  ctx: WorkspaceCtx,
  { changeId, to }: { changeId: number; to: number },
): Promise<{ values: ValueCount[]; restored: number; emptied: number }> {
  const key = String(to);
  const rows = await tx.execute<{ value: FieldValue; users: number; same: boolean }>(sql`
    select case when s.same then null else s.value end as value, s.same,
           (count(*) filter (where s.state = 'active'))::int as users
      from (select u.state, nullif(u.fields -> ${key}, 'null') as value, k.user_id is not null and ${isSame(key)} as same
              from users u left join kept_field_values k on k.org_id = u.org_id and k.change_id = ${changeId} and k.user_id = u.id
             where u.org_id = ${ctx.orgId} and u.workspace_id = ${ctx.workspaceId}
               and (k.user_id is not null or u.fields ? ${key})) s
     group by 1, 2 order by 3 desc, 1`);
  const sum = (which: (row: { value: FieldValue; same: boolean }) => boolean) =>
    rows.filter(which).reduce((all, { users }) => all + users, 0);
  return {
    values: rows.flatMap(({ value, users, same }) => (same || value === null ? [] : [{ value, users }])),
    restored: sum(({ same }) => same),
    emptied: sum(({ same, value }) => !same && value === null),
  };
}

/** Gives users back what they had before the change; those who were changed since get what `rows` say. */
export async function restoreValues(
  tx: Tx,
  ctx: WorkspaceCtx,
  { changeId, from, to, rows }: { changeId: number; from: number; to: number; rows: Became },
): Promise<number> {
  const [old, key] = [String(from), String(to)];
  await tx.execute(sql`
    insert into kept_field_values as kept (org_id, workspace_id, change_id, user_id, value)
    select u.org_id, u.workspace_id, ${changeId}, u.id, coalesce(m.became::jsonb, 'null')
      from users u left join kept_field_values k on k.org_id = u.org_id and k.change_id = ${changeId} and k.user_id = u.id
      left join ${asRows(rows)} on m.value::jsonb = u.fields -> ${key}
     where u.org_id = ${ctx.orgId} and u.workspace_id = ${ctx.workspaceId} and (k.user_id is not null or u.fields ? ${key})
       and not (k.user_id is not null and ${isSame(key)})
     order by u.id for update of u
        on conflict (change_id, user_id) do update set value = excluded.value`);
  const value = sql`(select nullif(k.value, 'null') from kept_field_values k where k.org_id = ${ctx.orgId}
                      and k.change_id = ${changeId} and k.user_id = users.id)`;
  const n = await touch(tx, ctx, ctx.clock(), {
    fieldId: from,
    set: sql`(fields - ${key}::text) || jsonb_strip_nulls(jsonb_build_object(${old}::text, ${value}))`,
    where: sql`id in (select k.user_id from kept_field_values k where k.org_id = ${ctx.orgId} and k.change_id = ${changeId})`,
  });
  await tx.execute(
    sql`delete from kept_field_values where org_id = ${ctx.orgId} and change_id = ${changeId}`,
  );
  return n;
}

/** Writes a field under its own id, in the place of another that is gone, with its options under theirs. */
export async function insertFieldAs(
  tx: Tx,
  ctx: WorkspaceCtx,
  {
    id,
    label,
    type,
    position,
    options,
  }: Omit<ProfileField, "options"> & { position: number; options: readonly FieldOption[] },
): Promise<void> {
  await tx.execute(sql`
    insert into profile_fields (id, org_id, workspace_id, label, type, position) overriding system value
    values (${id}, ${ctx.orgId}, ${ctx.workspaceId}, ${label}, ${type}, ${position})`);
  const rows = JSON.stringify(
    options.map(({ aliases = [], ...option }, place) => ({ ...option, aliases, place })),
  );
  await tx.execute(sql`
    insert into profile_field_options (id, org_id, workspace_id, field_id, label, aliases, position)
    select o.id, ${ctx.orgId}, ${ctx.workspaceId}, ${id}, o.label, o.aliases, o.place
      from jsonb_to_recordset(${rows}::jsonb) as o(id bigint, label text, aliases text[], place int)`);
}

/** Takes ids for a field and for options, which are never given again. */
export async function takeFieldIds(
  tx: Tx,
  options: number,
): Promise<{ fieldId: number; optionIds: number[] }> {
  const [field] = await tx.execute<{ id: number }>(
    sql`select nextval('profile_fields_id_seq')::float8 as id`,
  );
  const rows = await tx.execute<{ id: number }>(sql`
    select nextval('profile_field_options_id_seq')::float8 as id from generate_series(1, ${options}::int) order by 1`);
  return { fieldId: field?.id ?? 0, optionIds: rows.map(({ id }) => id) };
}

export async function selectPosition(tx: Tx, ctx: WorkspaceCtx, id: number): Promise<number> {
  const [row] = await tx
    .select({ position: profileFields.position })
    .from(profileFields)
    .where(byId(profileFields, ctx, id));
  return row?.position ?? 0;
}

export async function insertTypeChange(
  tx: Tx,
  ctx: WorkspaceCtx,
  row: { fieldId: number; before: FieldBefore; followers: FieldFollowers },
): Promise<number> {
  const { orgId, workspaceId } = ctx;
  const [made] = await tx
    .insert(fieldTypeChanges)
    .values({ ...row, orgId, workspaceId, changedBy: ctx.actor.label, changedAt: ctx.clock() })
    .returning({ id: fieldTypeChanges.id });
  return made?.id ?? 0;
}

export async function setFollowers(
  tx: Tx,
  ctx: WorkspaceCtx,
  id: number,
  followers: FieldFollowers,
): Promise<void> {
  await tx
    .update(fieldTypeChanges)
    .set({ followers })
    .where(byId(fieldTypeChanges, ctx, id));
}

export async function setUndone(tx: Tx, ctx: WorkspaceCtx, id: number, after: FieldBefore): Promise<void> {
  await tx
    .update(fieldTypeChanges)
    .set({ undoneAt: ctx.clock(), after })
    .where(byId(fieldTypeChanges, ctx, id));
}

export type TypeChangeRow = typeof fieldTypeChanges.$inferSelect;

/** The last change that gave a field its type and can still be undone: made after `since`. */
export async function selectUndoable(tx: Tx, ctx: WorkspaceCtx, since: Date): Promise<TypeChangeRow[]> {
  return tx
    .select()
    .from(fieldTypeChanges)
    .where(
      and(
        inWorkspace(fieldTypeChanges, ctx),
        isNull(fieldTypeChanges.undoneAt),
        gt(fieldTypeChanges.changedAt, since),
        sql`exists (select from profile_fields f where f.org_id = ${ctx.orgId} and f.id = ${fieldTypeChanges.fieldId})`,
      ),
    )
    .orderBy(desc(fieldTypeChanges.id));
}

/** Every field that another type took the place of, or, once that was undone, the one that had. */
export async function selectPastFields(
  tx: Tx,
  ctx: Pick<WorkspaceCtx, "orgId" | "workspaceId">,
): Promise<FieldBefore[]> {
  const rows = await tx
    .select({ before: fieldTypeChanges.before, after: fieldTypeChanges.after })
    .from(fieldTypeChanges)
    .where(inWorkspace(fieldTypeChanges, ctx))
    .orderBy(fieldTypeChanges.id);
  return rows.map(({ before, after }) => after ?? before);
}

/** Forgets everything about a field that is being deleted: what it was before, and what users had in it. */
export async function deleteTypeChanges(tx: Tx, ctx: WorkspaceCtx, fieldId: number): Promise<void> {
  await tx.execute(sql`
    with recursive line as (
      select id, (before ->> 'id')::bigint as old from field_type_changes
       where org_id = ${ctx.orgId} and workspace_id = ${ctx.workspaceId} and (field_id = ${fieldId} or before ->> 'id' = ${String(fieldId)})
      union
      select c.id, (c.before ->> 'id')::bigint from field_type_changes c join line l on c.field_id = l.old
       where c.org_id = ${ctx.orgId} and c.workspace_id = ${ctx.workspaceId}
    )
    delete from field_type_changes where org_id = ${ctx.orgId} and id in (select id from line)`);
}

export async function setListRule(tx: Tx, ctx: WorkspaceCtx, id: number, rule: RuleGroup): Promise<void> {
  await tx
    .update(userLists)
    .set({ rule, updatedAt: ctx.clock() })
    .where(byId(userLists, ctx, id));
}

/** How many open plans have something of the field. */
export async function countOpenPlans(tx: Tx, ctx: WorkspaceCtx, fieldId: number): Promise<number> {
  const [row] = await tx.execute<{ n: number }>(sql`
    select count(distinct c.run_id)::int as n from changes c where ${openLines(ctx)} and c.fields ? ${String(fieldId)}`);
  return row?.n ?? 0;
}
