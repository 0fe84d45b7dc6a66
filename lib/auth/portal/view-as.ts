import { writeAudit } from "@/lib/audit/write-audit";
import type { PortalSlugs } from "@/lib/auth/portal/place";
import {
  deleteExpiredTokens,
  deleteViewsOf,
  findActiveById,
  insertToken,
  selectSlugs,
} from "@/lib/auth/portal/portal.store";
import { PORTAL_LIFE } from "@/lib/auth/portal/session-lifetimes";
import { hashToken, newToken } from "@/lib/auth/token";
import type { WorkspaceCtx } from "@/lib/context";
import { AppError, notFound } from "@/lib/errors";
import { accountOf } from "@/lib/model/actor";

/**
 * Lets a member look at the portal as a user for half an hour; their last such look ends. The token is worth something
 * only beside the member's own session. Throws `not_found` (also for a removed user), `forbidden` for what is no member.
 */
export async function startView(
  ctx: WorkspaceCtx,
  { userId }: { userId: number },
): Promise<{ token: string; slugs: PortalSlugs }> {
  const accountId = accountOf(ctx.actor);
  if (accountId === null) throw new AppError("forbidden", "Only members can view the portal as a user.");
  const token = newToken();
  const now = ctx.clock();
  const expiresAt = new Date(now.getTime() + PORTAL_LIFE.viewMs);
  const slugs = await ctx.db.run(async (tx) => {
    const place = await selectSlugs(tx, ctx);
    const user = await findActiveById(tx, ctx, userId);
    if (!user || !place) throw notFound("This user");
    await deleteViewsOf(tx, ctx, accountId);
    await deleteExpiredTokens(tx, ctx, new Date(now.getTime() - PORTAL_LIFE.keptMs));
    const view = { hash: hashToken(token), userId, kind: "view" as const, memberId: accountId };
    await insertToken(tx, ctx, { ...view, createdAt: now, expiresAt });
    await writeAudit(tx, ctx, {
      action: "portal.view_as",
      targetKind: "portal",
      targetId: userId,
      detail: { workspaceId: ctx.workspaceId },
    });
    return place;
  });
  return { token, slugs };
}
