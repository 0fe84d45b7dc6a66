import { writeAudit } from "@/lib/audit/write-audit";
import type { WorkspaceCtx } from "@/lib/context";
import { notFound } from "@/lib/errors";
import { endAccessOf } from "@/lib/members/access/follow-user";
import { purgeAt } from "@/lib/model/limits";
import { retentionIn } from "@/lib/retention/read";
import { tellingLists } from "@/lib/rules/tell-lists.store";
import { insertEdit } from "@/lib/users/history.store";
import { lockUser, setUser } from "@/lib/users/store";
import { valuesOf } from "@/lib/users/values";

/**
 * Removes a user, restorable for as long as the organization keeps them; their address is free for others at once. Removing one that is removed
 * already changes nothing. Throws `not_found`.
 */
export async function removeUser(ctx: WorkspaceCtx, { id }: { id: number }): Promise<{ purgeAt: Date }> {
  return ctx.db.run((tx) =>
    tellingLists(tx, ctx, [id], async () => {
      const row = await lockUser(tx, ctx, id);
      if (!row) throw notFound("This user");
      const now = ctx.clock();
      const { removedUsers } = await retentionIn(tx, ctx);
      if (row.state === "removed") return { purgeAt: purgeAt(row.removedAt ?? now, removedUsers) };
      const editedSinceSync = row.syncId !== null;
      await setUser(tx, ctx, id, { state: "removed", removedAt: now, editedSinceSync });
      await endAccessOf(tx, ctx, [id]);
      await insertEdit(tx, ctx, { userId: id, kind: "remove", before: valuesOf(row) });
      await writeAudit(tx, ctx, {
        action: "user.remove",
        targetKind: "user",
        targetId: id,
        detail: { workspaceId: ctx.workspaceId },
      });
      return { purgeAt: purgeAt(now, removedUsers) };
    }),
  );
}
