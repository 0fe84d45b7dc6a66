import { writeAudit } from "@/lib/audit/write-audit";
import type { WorkspaceCtx } from "@/lib/context";
import { endAccessOf } from "@/lib/members/access/follow-user";
import { tellingLists } from "@/lib/rules/tell-lists.store";
import { setRemoved } from "@/lib/users/bulk.store";
import { insertEdits } from "@/lib/users/history.store";
import { selectActiveUsers } from "@/lib/users/store";
import { valuesOf } from "@/lib/users/values";

/**
 * Removes several users who were added manually, all at once, restorable for 30 days. Those whom a sync owns are left
 * alone (`left`), since its next run would restore them.
 */
export async function removeUsers(
  ctx: WorkspaceCtx,
  { userIds }: { userIds: readonly number[] },
): Promise<{ removed: number; left: number }> {
  return ctx.db.run((tx) =>
    tellingLists(tx, ctx, userIds, async () => {
      const users = await selectActiveUsers(tx, ctx, { ids: userIds, lock: true });
      const mine = users.filter(({ syncId }) => syncId === null);
      const ids = mine.map(({ id }) => id);
      if (ids.length > 0) {
        await setRemoved(tx, ctx, ids);
        await endAccessOf(tx, ctx, ids);
        const edits = mine.map((user) => ({
          userId: user.id,
          kind: "remove" as const,
          before: valuesOf(user),
        }));
        await insertEdits(tx, ctx, edits);
        await writeAudit(tx, ctx, {
          action: "user.bulk_update",
          targetKind: "user",
          detail: { workspaceId: ctx.workspaceId, removed: ids.length, userIds: ids },
        });
      }
      return { removed: ids.length, left: users.length - ids.length };
    }),
  );
}
