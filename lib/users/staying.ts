import { writeAudit } from "@/lib/audit/write-audit";
import type { WorkspaceCtx } from "@/lib/context";
import { endAccessOf } from "@/lib/members/access/follow-user";
import { tellingLists } from "@/lib/rules/tell-lists.store";
import { setRemoved } from "@/lib/users/bulk.store";
import { insertEdits } from "@/lib/users/history.store";
import { selectStaying } from "@/lib/users/staying.store";
import { selectActiveUsers } from "@/lib/users/store";
import { valuesOf } from "@/lib/users/values";
import type { Staying } from "@/lib/users/views";

/** Authors and admins of a run's sync who are not in its file and stay because of their role; none for an older run. */
export async function listStayingUsers(ctx: WorkspaceCtx, { runId }: { runId: string }): Promise<Staying[]> {
  return ctx.db.run((tx) => selectStaying(tx, ctx, { runId }));
}

/**
 * Removes those of `userIds` whom the run's file does not name and who stay because of their role, restorable for 30
 * days. Anyone else among them is skipped.
 */
export async function removeStayingUsers(
  ctx: WorkspaceCtx,
  { runId, userIds }: { runId: string; userIds: readonly number[] },
): Promise<{ removed: number }> {
  return ctx.db.run((tx) =>
    tellingLists(tx, ctx, userIds, async () => {
      const staying = await selectStaying(tx, ctx, { runId, lock: true });
      const ids = staying.map(({ id }) => id).filter((id) => userIds.includes(id));
      if (ids.length === 0) return { removed: 0 };
      const users = await selectActiveUsers(tx, ctx, { ids, lock: true });
      await setRemoved(tx, ctx, ids);
      await endAccessOf(tx, ctx, ids);
      await insertEdits(
        tx,
        ctx,
        users.map((user) => ({ userId: user.id, kind: "remove", before: valuesOf(user) })),
      );
      await writeAudit(tx, ctx, {
        action: "user.bulk_update",
        targetKind: "user",
        detail: { workspaceId: ctx.workspaceId, runId, removed: ids.length, userIds: ids },
      });
      return { removed: ids.length };
    }),
  );
}
