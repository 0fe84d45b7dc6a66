import { writeAudit } from "@/lib/audit/write-audit";
import type { WorkspaceCtx } from "@/lib/context";
import { AppError, notFound } from "@/lib/errors";
import { dropPrints } from "@/lib/pipeline/prints/prints.store";
import { tellListsNaming } from "@/lib/rules/tell-lists.store";
import { detachInOneStatement, hasRunningRun, lockSync, selectProtectedUsers } from "@/lib/syncs/store";
import type { SyncDetail } from "@/lib/syncs/views";

/** How many active users the sync had; who of them stayed although the rest was removed. */
export type Detached = { usersCount: number; kept: SyncDetail["protectedUsers"] };

/**
 * Ends a sync. Its users stay as if added by hand, or are removed (restorable for 30 days), but for authors and admins, who
 * are `kept`. Its runs stay in the history and can't be undone any more. Throws `not_found`; `conflict` while a run is at
 * work.
 */
export async function detachSync(
  ctx: WorkspaceCtx,
  { syncId, users }: { syncId: string; users: "keep" | "remove" },
): Promise<Detached> {
  return ctx.db.run(async (tx) => {
    const row = await lockSync(tx, ctx, syncId);
    if (!row) throw notFound("This sync");
    if (await hasRunningRun(tx, ctx, syncId)) {
      throw new AppError("conflict", "A run of this sync is in progress.", {
        remedy: "Cancel the run or wait until it ends, then detach the sync.",
      });
    }
    const kept = users === "remove" ? await selectProtectedUsers(tx, ctx, syncId) : { count: 0, first: [] };
    await dropPrints(tx, ctx, syncId);
    const done = await detachInOneStatement(tx, ctx, { syncId, users, at: ctx.clock() });
    await tellListsNaming(tx, ctx, ({ on }) => users === "remove" || on === "source");
    await writeAudit(tx, ctx, {
      action: "sync.detach",
      targetKind: "sync",
      targetId: syncId,
      targetLabel: row.name,
      detail: {
        workspaceId: ctx.workspaceId,
        remoteSourceId: row.remoteSourceId,
        path: row.path,
        users,
        usersCount: done.users,
        removed: done.removed,
        kept: kept.count,
      },
    });
    return { usersCount: done.users, kept };
  });
}
