import { writeAudit } from "@/lib/audit/write-audit";
import type { WorkspaceCtx } from "@/lib/context";
import { lockStatic } from "@/lib/lists/lock-static";
import { insertMembers } from "@/lib/lists/members.store";

/**
 * Puts users into a static list; those who are in it, are removed, or are not of the workspace are passed over. Throws
 * `not_found`, `conflict` (the list is dynamic).
 */
export async function addListUsers(
  ctx: WorkspaceCtx,
  { id, userIds }: { id: number; userIds: readonly number[] },
): Promise<{ added: number }> {
  return ctx.db.run(async (tx) => {
    const list = await lockStatic(tx, ctx, id);
    const added = await insertMembers(tx, ctx, id, userIds);
    const detail = { workspaceId: ctx.workspaceId, added };
    const target = { targetKind: "list", targetId: id, targetLabel: list.name };
    if (added > 0) await writeAudit(tx, ctx, { action: "list.add_users", ...target, detail });
    return { added };
  });
}
