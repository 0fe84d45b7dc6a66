import { writeAudit } from "@/lib/audit/write-audit";
import type { Later } from "@/lib/auth/portal/request-link";
import type { WorkspaceCtx } from "@/lib/context";
import { explainConflicts } from "@/lib/db/constraint-errors";
import { AppError, notFound } from "@/lib/errors";
import { giveAccessTo, requireConfirmedFor } from "@/lib/members/access/follow-user";
import { tellingLists } from "@/lib/rules/tell-lists.store";
import { insertEdit } from "@/lib/users/history.store";
import { lockUser, setUser, type UserRow } from "@/lib/users/store";
import { valuesOf } from "@/lib/users/values";

/**
 * Brings a removed user back with everything they had. Restoring an active one changes nothing. Throws `not_found`,
 * `conflict` when their address now belongs to another user, `confirm_needed` for an author or admin.
 */
export async function restoreUser(
  ctx: WorkspaceCtx,
  { id }: { id: number },
  later: Later = () => {},
): Promise<void> {
  const row = await ctx.db.run((tx) => lockUser(tx, ctx, id));
  if (!row) throw notFound("This user");
  if (row.state === "removed") requireConfirmedFor(ctx, row.role);
  try {
    await explainConflicts(row.email, () => restore(ctx, id));
  } catch (cause) {
    if (!(cause instanceof AppError) || cause.code !== "conflict") throw cause;
    throw new AppError("conflict", `${row.email} now belongs to another user.`, {
      cause,
      remedy: "Give that user another e-mail address or remove them, then restore this one.",
    });
  }
  if (row.state === "removed") await giveAccessTo(ctx, row, later);
}

async function restore(ctx: WorkspaceCtx, id: number): Promise<void> {
  await ctx.db.run((tx) =>
    tellingLists(tx, ctx, [id], async () => {
      const row = await lockUser(tx, ctx, id);
      if (!row) throw notFound("This user");
      if (row.state === "active") return;
      await setUser(tx, ctx, id, { state: "active", removedAt: null, ...driftOf(row) });
      await insertEdit(tx, ctx, { userId: id, kind: "restore", after: valuesOf(row) });
      await writeAudit(tx, ctx, {
        action: "user.restore",
        targetKind: "user",
        targetId: id,
        detail: { workspaceId: ctx.workspaceId },
      });
    }),
  );
}

/** The sync that owns the user did not do this, so its next run has to look. */
function driftOf(row: UserRow): Partial<UserRow> {
  return row.syncId === null ? {} : { editedSinceSync: true };
}
