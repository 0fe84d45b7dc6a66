import { sql } from "drizzle-orm";
import type { WorkspaceCtx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";
import { emitEvent } from "@/lib/events/emit";
import { isWanted } from "@/lib/events/streams.store";
import { actorId } from "@/lib/model/actor";
import { EVENTS_A_BATCH } from "@/lib/model/event";
import { type Condition, conditionsOf } from "@/lib/model/rule";
import { isMemberSql, type ListRule } from "@/lib/rules/membership.store";
import { selectRuleContext } from "@/lib/rules/vocabulary.store";

/**
 * Does something to some users, and tells which lists they came into or left by it. Costs two looks at these users where
 * someone wants to know, and nothing where nobody does.
 */
export async function tellingLists<T>(
  tx: Tx,
  ctx: WorkspaceCtx,
  userIds: readonly number[],
  work: () => Promise<T>,
): Promise<T> {
  if (userIds.length === 0 || !(await isWanted(tx, ctx, "list"))) return work();
  await lockUsers(tx, ctx, userIds);
  const before = await membershipsOf(tx, ctx, userIds);
  const result = await work();
  await tellMoves(tx, ctx, before, await membershipsOf(tx, ctx, userIds));
  return result;
}

/** Tells which lists new users are in. */
export async function tellNewUsers(tx: Tx, ctx: WorkspaceCtx, userIds: readonly number[]): Promise<void> {
  if (await isWanted(tx, ctx, "list"))
    await tellMoves(tx, ctx, new Map(), await membershipsOf(tx, ctx, userIds));
}

/** Tells that who is in a list may have changed in another way than user by user. */
export async function tellListChanged(tx: Tx, ctx: WorkspaceCtx, listId: number): Promise<void> {
  await emitEvent(tx, ctx, { type: "list.changed", data: { listId } });
}

/** The same of the lists whose rules ask for something that was deleted or changed. */
export async function tellListsNaming(
  tx: Tx,
  ctx: WorkspaceCtx,
  names: (condition: Condition) => boolean,
): Promise<void> {
  if (!(await isWanted(tx, ctx, "list"))) return;
  const lists = await selectListRules(tx, ctx);
  const named = lists.filter(({ rule }) => rule && conditionsOf(rule).some(names));
  for (const { id } of named) await tellListChanged(tx, ctx, id);
}

/** List id -> the users among those asked for who are in it. */
type Memberships = ReadonlyMap<number, readonly number[]>;

async function lockUsers(tx: Tx, ctx: WorkspaceCtx, userIds: readonly number[]): Promise<void> {
  await tx.execute(sql`
    select from users where org_id = ${ctx.orgId} and workspace_id = ${ctx.workspaceId}
       and id = any(${sql.param([...userIds])}::bigint[]) order by id for update`);
}

async function selectListRules(tx: Tx, ctx: WorkspaceCtx): Promise<ListRule[]> {
  const rows = await tx.execute<ListRule>(sql`
    select id::float8 as id, kind, rule from user_lists
     where org_id = ${ctx.orgId} and workspace_id = ${ctx.workspaceId} order by id`);
  return [...rows];
}

async function membershipsOf(tx: Tx, ctx: WorkspaceCtx, userIds: readonly number[]): Promise<Memberships> {
  const lists = await selectListRules(tx, ctx);
  if (lists.length === 0) return new Map();
  const context = await selectRuleContext(
    tx,
    ctx,
    lists.map(({ rule }) => rule),
  );
  const members = lists.map(
    (list) => sql`array_agg(u.id::float8 order by u.id) filter (where ${isMemberSql(ctx, list, context)})`,
  );
  const asked = members.map((ids, at) => sql`${ids} as ${sql.raw(`l${at}`)}`);
  const [row] = await tx.execute<Record<string, number[] | null>>(sql`
    select ${sql.join(asked, sql`, `)} from users u
     where u.org_id = ${ctx.orgId} and u.workspace_id = ${ctx.workspaceId} and u.state = 'active'
       and u.id = any(${sql.param([...userIds])}::bigint[])`);
  return new Map(lists.map(({ id }, at) => [id, row?.[`l${at}`] ?? []]));
}

async function tellMoves(tx: Tx, ctx: WorkspaceCtx, before: Memberships, after: Memberships): Promise<void> {
  const data = { by: ctx.actor.kind, byId: actorId(ctx.actor) };
  for (const listId of new Set([...before.keys(), ...after.keys()])) {
    const [had, has] = [new Set(before.get(listId)), new Set(after.get(listId))];
    await writeMoves(tx, ctx, {
      type: "list.left",
      data: { ...data, listId },
      ids: [...had].filter((id) => !has.has(id)),
    });
    await writeMoves(tx, ctx, {
      type: "list.entered",
      data: { ...data, listId },
      ids: [...has].filter((id) => !had.has(id)),
    });
  }
}

type Moves = { type: "list.entered" | "list.left"; data: object; ids: readonly number[] };

async function writeMoves(tx: Tx, ctx: WorkspaceCtx, { type, data, ids }: Moves): Promise<void> {
  for (let from = 0; from < ids.length; from += EVENTS_A_BATCH) {
    const subjects = ids.slice(from, from + EVENTS_A_BATCH);
    await tx.execute(sql`
      insert into outgoing_events (org_id, workspace_id, type, size, data, subjects)
      values (${ctx.orgId}, ${ctx.workspaceId}, ${type}, ${subjects.length}, ${JSON.stringify(data)}::jsonb,
              ${sql.param(subjects)}::bigint[])`);
  }
}
