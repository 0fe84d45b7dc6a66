import type { WorkspaceCtx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";
import { endAccessOf } from "@/lib/members/access/follow-user";
import { type BulkOutcome, type ChangedUser, missing, type UndoOutcome } from "@/lib/users/bulk/outcome";
import { selectTakenAddresses, setRemoved, setRestored } from "@/lib/users/bulk.store";
import { insertEdits } from "@/lib/users/history.store";
import { selectActiveUsers, selectRemovedUsers } from "@/lib/users/store";
import { valuesOf } from "@/lib/users/values";

/** Removes users who were added manually. Those whom a sync owns are skipped, since its next run would restore them. */
export async function removeIn(tx: Tx, ctx: WorkspaceCtx, userIds: readonly number[]): Promise<BulkOutcome> {
  const users = await selectActiveUsers(tx, ctx, { ids: userIds, lock: true });
  const mine = users.filter(({ syncId }) => syncId === null);
  const ids = mine.map(({ id }) => id);
  if (ids.length > 0) {
    await setRemoved(tx, ctx, ids);
    await endAccessOf(tx, ctx, ids);
    await insertEdits(
      tx,
      ctx,
      mine.map((user) => ({ userId: user.id, kind: "remove", before: valuesOf(user) })),
    );
  }
  return {
    changed: mine.map(({ id, version, editedSinceSync }) => ({
      userId: id,
      version: version + 1,
      before: { kind: "active", edited: editedSinceSync },
    })),
    same: [],
    skipped: [
      ...users.flatMap(({ id, syncId }) =>
        syncId === null ? [] : [{ userId: id, reason: "file" as const }],
      ),
      ...missing(
        userIds,
        users.map(({ id }) => id),
        "removed",
      ),
    ],
  };
}

/**
 * Restores users who were removed and not written to since. One who managed the workspace needs a member who gives them that
 * again, and one whose address is another user's now needs another address: they are kept as they are.
 */
export async function restoreIn(
  tx: Tx,
  ctx: WorkspaceCtx,
  changed: readonly ChangedUser[],
): Promise<UndoOutcome> {
  const ids = changed.map(({ userId }) => userId);
  const users = new Map((await selectRemovedUsers(tx, ctx, ids)).map((user) => [user.id, user]));
  const taken = new Set(await selectTakenAddresses(tx, ctx, ids));
  const outcome: UndoOutcome = { undone: [], kept: [] };
  const back = changed.flatMap(({ userId, before, version }) => {
    const user = users.get(userId);
    const reason =
      !user || user.version !== version || before.kind !== "active"
        ? "edited"
        : user.role !== "participant"
          ? "role"
          : taken.has(userId)
            ? "address"
            : null;
    if (reason) outcome.kept.push({ userId, reason });
    if (reason || !user || before.kind !== "active") return [];
    outcome.undone.push(userId);
    return [{ user, edited: before.edited }];
  });
  if (back.length > 0) {
    await setRestored(
      tx,
      ctx,
      back.map(({ user, edited }) => ({ userId: user.id, edited })),
    );
    await insertEdits(
      tx,
      ctx,
      back.map(({ user }) => ({ userId: user.id, kind: "restore", after: valuesOf(user) })),
    );
  }
  return outcome;
}
