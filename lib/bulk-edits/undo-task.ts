import type { WorkspaceCtx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";
import { notFound, unreachable } from "@/lib/errors";
import { lockStatic } from "@/lib/lists/change-users";
import { giveMemberships, takeMembersSince } from "@/lib/lists/members.store";
import type { BulkTask } from "@/lib/model/bulk-edit";
import { selectGivenSince } from "@/lib/teams/members.store";
import { lockTeam } from "@/lib/teams/store";
import { type ChangedUser, missing, type UndoOutcome } from "@/lib/users/bulk/outcome";
import { restoreIn } from "@/lib/users/bulk/remove";
import { giveFieldBackIn } from "@/lib/users/bulk/set-field";
import { giveBackByHand, takeByHand } from "@/lib/users/teams/assign";

/**
 * Gives users back what a task has changed, except those who were changed in the same respect since. Throws as `applyTask`
 * does.
 */
export async function undoTask(
  tx: Tx,
  ctx: WorkspaceCtx,
  task: BulkTask,
  changed: readonly ChangedUser[],
): Promise<UndoOutcome> {
  switch (task.kind) {
    case "set_field":
      return giveFieldBackIn(tx, ctx, task, changed);
    case "remove":
      return restoreIn(tx, ctx, changed);
    case "list":
      await lockStatic(tx, ctx, task.listId);
      return outcomeOf(changed, [
        ...(await takeMembersSince(tx, ctx, task.listId, joinedOf(changed))),
        ...(await giveMemberships(tx, ctx, task.listId, hadOf(changed))),
      ]);
    case "team":
      if (!(await lockTeam(tx, ctx, task.teamId))) throw notFound("This team");
      return outcomeOf(changed, [
        ...(await takeSince(tx, ctx, task, joinedOf(changed))),
        ...(await giveBackByHand(tx, ctx, task, hadOf(changed))),
      ]);
    default:
      return unreachable(task);
  }
}

type Place = { teamId: number; role: "member" | "manager" };
type Since = { userId: number; at: string };

/** Only from those who still have it from the edit itself: anyone who was added again since keeps it. */
async function takeSince(
  tx: Tx,
  ctx: WorkspaceCtx,
  { teamId, role }: Place,
  joined: readonly Since[],
): Promise<number[]> {
  const ids = joined.map(({ userId }) => userId);
  const since = new Map(joined.map(({ userId, at }) => [userId, new Date(at).getTime()]));
  const given = await selectGivenSince(tx, ctx, { teamId, role }, ids);
  const userIds = given
    .filter(({ userId, at }) => new Date(at).getTime() === since.get(userId))
    .map(({ userId }) => userId);
  return takeByHand(tx, ctx, { teamId, role, userIds });
}

function joinedOf(changed: readonly ChangedUser[]): Since[] {
  return changed.flatMap(({ userId, before }) =>
    before.kind === "joined" ? [{ userId, at: before.at }] : [],
  );
}

function hadOf(changed: readonly ChangedUser[]): (Since & { by: string })[] {
  return changed.flatMap(({ userId, before }) =>
    before.kind === "member" ? [{ userId, by: before.by, at: before.at }] : [],
  );
}

function outcomeOf(changed: readonly ChangedUser[], undone: number[]): UndoOutcome {
  return {
    undone,
    kept: missing(
      changed.map(({ userId }) => userId),
      undone,
      "edited",
    ),
  };
}
