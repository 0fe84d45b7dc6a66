import { writeAudit } from "@/lib/audit/write-audit";
import type { WorkspaceCtx } from "@/lib/context";
import { lockStatic } from "@/lib/lists/lock-static";
import { deleteMembers } from "@/lib/lists/members.store";

/** Takes users off a static list. Throws `not_found`, `conflict` (the list is dynamic). */
export async function removeListUsers(
  ctx: WorkspaceCtx,
  { id, userIds }: { id: number; userIds: readonly number[] },
): Promise<{ removed: number }> {
  return ctx.db.run(async (tx) => {
    const list = await lockStatic(tx, ctx, id);
    const removed = await deleteMembers(tx, ctx, id, userIds);
    const detail = { workspaceId: ctx.workspaceId, removed };
    const target = { targetKind: "list", targetId: id, targetLabel: list.name };
    if (removed > 0) await writeAudit(tx, ctx, { action: "list.remove_users", ...target, detail });
    return { removed };
  });
}
