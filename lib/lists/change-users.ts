import { writeAudit } from "@/lib/audit/write-audit";
import type { WorkspaceCtx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";
import { AppError, notFound } from "@/lib/errors";
import { deleteMembers, insertMembers } from "@/lib/lists/members.store";
import { type ListRow, lockList } from "@/lib/lists/store";
import { tellingLists } from "@/lib/rules/tell-lists.store";

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
    const given = await tellingLists(tx, ctx, userIds, () => insertMembers(tx, ctx, id, userIds));
    const detail = { users: given.length, userIds: given };
    const target = { targetKind: "list" as const, targetId: id, targetLabel: list.name };
    if (given.length > 0) await writeAudit(tx, ctx, { action: "list.add_users", ...target, detail });
    return { added: given.length };
  });
}

/** Takes users off a static list. Throws `not_found`, `conflict` (the list is dynamic). */
export async function removeListUsers(
  ctx: WorkspaceCtx,
  { id, userIds }: { id: number; userIds: readonly number[] },
): Promise<{ removed: number }> {
  return ctx.db.run(async (tx) => {
    const list = await lockStatic(tx, ctx, id);
    const taken = await tellingLists(tx, ctx, userIds, () => deleteMembers(tx, ctx, id, userIds));
    const detail = { users: taken.length, userIds: taken };
    const target = { targetKind: "list" as const, targetId: id, targetLabel: list.name };
    if (taken.length > 0) await writeAudit(tx, ctx, { action: "list.remove_users", ...target, detail });
    return { removed: taken.length };
  });
}

/** A static list, locked until the transaction ends. Throws `not_found`, `conflict` for a dynamic one. */
export async function lockStatic(tx: Tx, ctx: WorkspaceCtx, id: number): Promise<ListRow> {
  const list = await lockList(tx, ctx, id);
  if (!list) throw notFound("This user list");
  if (list.kind === "static") return list;
  throw new AppError("conflict", `Who is in "${list.name}" is decided by its rule.`, {
    remedy: "Change the rule, or edit the users so that they match it.",
  });
}
