import type { WorkspaceCtx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";
import { notFound, unreachable } from "@/lib/errors";
import { lockStatic } from "@/lib/lists/change-users";
import { insertMembers, takeMemberships } from "@/lib/lists/members.store";
import type { BulkTask } from "@/lib/model/bulk-edit";
import { selectGivenSince } from "@/lib/teams/members.store";
import { lockTeam } from "@/lib/teams/store";
import type { BulkOutcome, ChangedUser } from "@/lib/users/bulk/outcome";
import { removeIn } from "@/lib/users/bulk/remove";
import { setFieldIn } from "@/lib/users/bulk/set-field";
import { selectActiveUsers } from "@/lib/users/store";
import { giveByHand, takeByHand } from "@/lib/users/teams/assign";

/**
 * Does a task to some users, within the transaction that writes down what became of each. Throws `not_found` when the field,
 * list or team is gone, `conflict` for a list that a rule decides.
 */
export async function applyTask(
  tx: Tx,
  ctx: WorkspaceCtx,
  task: BulkTask,
  userIds: readonly number[],
): Promise<BulkOutcome> {
  switch (task.kind) {
    case "set_field":
      return setFieldIn(tx, ctx, task, userIds);
    case "remove":
      return removeIn(tx, ctx, userIds);
    case "list":
      await lockStatic(tx, ctx, task.listId);
      return outcomeOf(tx, ctx, userIds, await moveInList(tx, ctx, task, userIds));
    case "team":
      if (!(await lockTeam(tx, ctx, task.teamId))) throw notFound("This team");
      return outcomeOf(tx, ctx, userIds, await moveInTeam(tx, ctx, task, userIds));
    default:
      return unreachable(task);
  }
}

type ListTask = Extract<BulkTask, { kind: "list" }>;
type TeamTask = Extract<BulkTask, { kind: "team" }>;

async function moveInList(
  tx: Tx,
  ctx: WorkspaceCtx,
  { what, listId }: ListTask,
  userIds: readonly number[],
): Promise<ChangedUser[]> {
  if (what === "add") return joined(ctx, await insertMembers(tx, ctx, listId, userIds));
  return left(await takeMemberships(tx, ctx, listId, await activeOf(tx, ctx, userIds)));
}

async function moveInTeam(
  tx: Tx,
  ctx: WorkspaceCtx,
  { what, teamId, role }: TeamTask,
  userIds: readonly number[],
): Promise<ChangedUser[]> {
  const place = { teamId, role };
  if (what === "add") return joined(ctx, await giveByHand(tx, ctx, { ...place, userIds }));
  const had = await selectGivenSince(tx, ctx, place, await activeOf(tx, ctx, userIds));
  await takeByHand(tx, ctx, { ...place, userIds: had.map(({ userId }) => userId) });
  return left(had);
}

async function activeOf(tx: Tx, ctx: WorkspaceCtx, ids: readonly number[]): Promise<number[]> {
  return (await selectActiveUsers(tx, ctx, { ids, lock: false })).map(({ id }) => id);
}

function joined(ctx: WorkspaceCtx, userIds: readonly number[]): ChangedUser[] {
  const at = ctx.clock().toISOString();
  return userIds.map((userId) => ({ userId, version: null, before: { kind: "joined", at } }));
}

function left(had: readonly { userId: number; by: string; at: string }[]): ChangedUser[] {
  return had.map(({ userId, by, at }) => ({ userId, version: null, before: { kind: "member", by, at } }));
}

/** Those who were not changed are as they were to be already, or no longer active. */
async function outcomeOf(
  tx: Tx,
  ctx: WorkspaceCtx,
  userIds: readonly number[],
  changed: ChangedUser[],
): Promise<BulkOutcome> {
  const done = new Set(changed.map(({ userId }) => userId));
  const others = userIds.filter((id) => !done.has(id));
  const active = new Set(others.length > 0 ? await activeOf(tx, ctx, others) : []);
  return {
    changed,
    same: others.filter((id) => active.has(id)),
    skipped: others.filter((id) => !active.has(id)).map((userId) => ({ userId, reason: "removed" as const })),
  };
}
