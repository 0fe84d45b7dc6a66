import type { MemberRole } from "@/drizzle/schema/members";
import { writeAudit } from "@/lib/audit/write-audit";
import { requireConfirmed } from "@/lib/auth/confirm";
import type { Later } from "@/lib/auth/portal/request-link";
import type { Ctx } from "@/lib/context";
import { AppError, notFound } from "@/lib/errors";
import {
  type Access,
  findMemberByEmail,
  insertInvitedAccess,
  selectInvitedAccess,
} from "@/lib/members/access.store";
import { newLinks, type SentInvitation, sendLinks } from "@/lib/members/invitations/links";
import { insertInvitation, revokeOpen, revokeOpenFor } from "@/lib/members/invitations.store";
import { changesSomething } from "@/lib/members/roles";
import { consumeRateLimit } from "@/lib/rate-limit/rate-limit";

type Invited = { email: string; role: MemberRole; workspaces?: readonly Access[] };

/**
 * Invites an address to the organization, or as a guest to some of its workspaces. Gives the link to hand over: it works
 * once, for an account with that address, for three days, and is shown only now, because we keep its hash alone. With a
 * mail server a link of its own is mailed, too: using that one proves the address. Earlier open links for the same stop
 * working. Throws `confirm_needed` for a role that may change things, `conflict` for a member, `not_found` (workspace).
 */
export async function createInvitation(
  ctx: Ctx,
  { email, role, workspaces = [] }: Invited,
  later: Later = () => {},
): Promise<SentInvitation> {
  if (changesSomething(role, workspaces)) requireConfirmed(ctx);
  await consumeRateLimit(ctx, "invite", ctx.orgId);
  const links = newLinks(ctx);
  const workspace = role === "guest" && workspaces.length === 1 ? workspaces[0]?.workspaceId : undefined;
  const id = await ctx.db.run(async (tx) => {
    if (await findMemberByEmail(tx, ctx, email)) throw alreadyMember(email);
    await revokeOpenFor(tx, ctx.orgId, { email, workspaceId: workspace ?? null }, ctx.clock());
    const { orgId } = ctx;
    const invitedBy = ctx.actor.label;
    const id = await insertInvitation(tx, { orgId, email, role, invitedBy, ...links.row });
    await insertInvitedAccess(tx, { orgId, invitationId: id }, workspaces);
    const named = await selectInvitedAccess(tx, ctx, id);
    if (named.length < workspaces.length) throw notFound("The workspace");
    await writeAudit(tx, workspace ? { orgId, workspaceId: workspace } : ctx, {
      action: "invitation.create",
      targetKind: "invitation",
      targetId: id,
      targetLabel: email,
      detail: {
        role,
        ...(named.length > 0 && { workspaces: named.map(({ name, role }) => ({ name, role })) }),
      },
    });
    return id;
  });
  return sendLinks(ctx, { id, email, links }, later);
}

function alreadyMember(email: string): AppError {
  return new AppError("conflict", `${email} is already a member of this organization.`, {
    fieldErrors: { email: "This person is already a member." },
  });
}

/** Revokes an invitation's link. One that is used or revoked is not found. */
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
