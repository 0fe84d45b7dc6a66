import { writeAudit } from "@/lib/audit/write-audit";
import { requireConfirmed } from "@/lib/auth/confirm";
import type { Later } from "@/lib/auth/portal/request-link";
import type { Ctx } from "@/lib/context";
import { notFound } from "@/lib/errors";
import { selectInvitedAccess } from "@/lib/members/access.store";
import { newLinks, type SentInvitation, sendLinks } from "@/lib/members/invitations/links";
import { renewOpen, selectInvitation } from "@/lib/members/invitations.store";
import { changesSomething } from "@/lib/members/roles";
import { consumeRateLimit } from "@/lib/rate-limit/rate-limit";

/**
 * Sends an invitation again, for three more days: earlier links of it stop working. One that has expired can be sent
 * again, one that is used or revoked is not found. Throws `confirm_needed` for a role that may change things.
 */
export async function resendInvitation(
  ctx: Ctx,
  { invitationId: id }: { invitationId: string },
  later: Later = () => {},
): Promise<SentInvitation & { email: string }> {
  await consumeRateLimit(ctx, "invite", ctx.orgId);
  const links = newLinks(ctx);
  const email = await ctx.db.run(async (tx) => {
    const found = await selectInvitation(tx, ctx.orgId, id);
    if (!found || !(await renewOpen(tx, ctx.orgId, id, links.row))) throw notFound("The invitation");
    if (changesSomething(found.role, await selectInvitedAccess(tx, ctx, id))) requireConfirmed(ctx);
    const target = { targetKind: "invitation" as const, targetId: id, targetLabel: found.email };
    await writeAudit(tx, ctx, { action: "invitation.resend", ...target });
    return found.email;
  });
  return { ...(await sendLinks(ctx, { id, email, links }, later)), email };
}
