import { writeAudit } from "@/lib/audit/write-audit";
import { hashToken } from "@/lib/auth/token";
import type { AccountCtx } from "@/lib/context";
import { enterTenant } from "@/lib/db/tenant";
import { AppError } from "@/lib/errors";
import { claimInvitation, findByToken, selectInvitation } from "@/lib/members/invitations/store";
import { insertMember } from "@/lib/members/store";

/**
 * Makes the account a member and uses the link up, both or neither. Of two at once exactly one succeeds. Throws
 * `not_found` for a link that doesn't work (any more), `conflict` for another address or a member already.
 */
export async function acceptInvitation(
  ctx: AccountCtx,
  { token }: { token: string },
): Promise<{ slug: string }> {
  return ctx.db.run(async (tx) => {
    const found = await findByToken(tx, hashToken(token));
    if (!found) throw useless();
    const { orgId, invitationId: id } = found;
    await enterTenant(tx, orgId);
    const invitation = await selectInvitation(tx, orgId, id);
    if (!invitation) throw useless();
    if (invitation.email !== ctx.email) throw otherAddress(invitation.email, ctx.email);
    const role = await claimInvitation(tx, { orgId, id, email: ctx.email, now: ctx.clock() });
    if (!role) throw useless();
    if (!(await insertMember(tx, { orgId, accountId: ctx.accountId, role }))) {
      throw new AppError("conflict", "You are already a member of this organization.");
    }
    await writeAudit(
      tx,
      { orgId },
      {
        action: "invitation.accept",
        targetKind: "invitation",
        targetId: id,
        targetLabel: ctx.email,
        detail: { role },
      },
    );
    return { slug: invitation.organization.slug };
  });
}

function useless(): AppError {
  return new AppError("not_found", "This invitation can't be used (any more).", {
    remedy: "Ask whoever invited you for a new link.",
  });
}

function otherAddress(invited: string, signedIn: string): AppError {
  return new AppError("conflict", `The invitation is for ${invited}, but you are signed in as ${signedIn}.`, {
    remedy: `Sign out, then sign in or sign up as ${invited}.`,
  });
}
