import { writeAudit } from "@/lib/audit/write-audit";
import type { Ctx } from "@/lib/context";
import { notFound } from "@/lib/errors";
import { revokeOpen } from "@/lib/members/invitations.store";

/** Makes an invitation's link useless. One that was used, revoked or ran out is not found. */
export async function revokeInvitation(ctx: Ctx, { invitationId }: { invitationId: string }): Promise<void> {
  await ctx.db.run(async (tx) => {
    const email = await revokeOpen(tx, ctx.orgId, invitationId, ctx.clock());
    if (!email) throw notFound("The invitation");
    await writeAudit(tx, ctx, {
      action: "invitation.revoke",
      targetKind: "invitation",
      targetId: invitationId,
      targetLabel: email,
    });
  });
}
