import type { Later } from "@/lib/auth/portal/request-link";
import type { WorkspaceCtx } from "@/lib/context";
import { notFound } from "@/lib/errors";
import { listWorkspaceInvitations } from "@/lib/members/access/read";
import { revokeInvitation } from "@/lib/members/invitations/create";
import type { SentInvitation } from "@/lib/members/invitations/links";
import { resendInvitation } from "@/lib/members/invitations/resend";

type Invitation = { invitationId: string };

/** Sends an invitation to this workspace again; one to others as well is not found. Throws as `resendInvitation`. */
export async function resendWorkspaceInvitation(
  ctx: WorkspaceCtx,
  invitation: Invitation,
  later: Later = () => {},
): Promise<SentInvitation & { email: string }> {
  await requireOwn(ctx, invitation);
  return resendInvitation(ctx, invitation, later);
}

/** Revokes an invitation to this workspace; one to others as well is not found. */
export async function revokeWorkspaceInvitation(ctx: WorkspaceCtx, invitation: Invitation): Promise<void> {
  await requireOwn(ctx, invitation);
  await revokeInvitation(ctx, invitation);
}

/** What an invitation opens never changes, so that this holds for what follows. */
async function requireOwn(ctx: WorkspaceCtx, { invitationId }: Invitation): Promise<void> {
  const own = await listWorkspaceInvitations(ctx);
  if (!own.some(({ id }) => id === invitationId)) throw notFound("The invitation");
}
