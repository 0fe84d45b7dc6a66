import type { WorkspaceRole } from "@/drizzle/schema/workspace-members";
import { writeAudit } from "@/lib/audit/write-audit";
import { requireConfirmed } from "@/lib/auth/confirm";
import type { Later } from "@/lib/auth/portal/request-link";
import type { WorkspaceCtx } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { mailAccess } from "@/lib/members/access/mail";
import { findMemberByEmail, lockAccess, putAccess } from "@/lib/members/access.store";
import { createInvitation } from "@/lib/members/invitations/create";
import type { SentInvitation } from "@/lib/members/invitations/links";
import { consumeRateLimit } from "@/lib/rate-limit/rate-limit";

/** `invitation` is null for someone who is a member already, and so has access immediately. */
export type InvitedToWorkspace = { email: string; invitation: SentInvitation | null };

/**
 * Lets someone into the workspace: a member of the organization at once, anyone else by an invitation as a guest. Throws
 * `confirm_needed` for a role that may change things, `conflict` for someone who has a role there already.
 */
export async function inviteToWorkspace(
  ctx: WorkspaceCtx,
  { email, role }: { email: string; role: WorkspaceRole },
  later: Later = () => {},
): Promise<InvitedToWorkspace> {
  if (role !== "viewer") requireConfirmed(ctx);
  const { workspaceId } = ctx;
  const member = await ctx.db.run((tx) => findMemberByEmail(tx, ctx, email));
  if (!member) {
    const invitation = await createInvitation(
      ctx,
      { email, role: "guest", workspaces: [{ workspaceId, role }] },
      later,
    );
    return { email, invitation };
  }
  await consumeRateLimit(ctx, "invite", ctx.orgId);
  const { accountId, name } = member;
  await ctx.db.run(async (tx) => {
    if (await lockAccess(tx, ctx, accountId)) throw hasAccess(email);
    await putAccess(tx, { orgId: ctx.orgId, accountId }, [{ workspaceId, role }]);
    const target = { targetKind: "workspace_member" as const, targetId: accountId, targetLabel: name };
    await writeAudit(tx, ctx, { action: "workspace_member.add", ...target, detail: { role } });
  });
  await mailAccess(ctx, { email, name, role }, later);
  return { email, invitation: null };
}

function hasAccess(email: string): AppError {
  return new AppError("conflict", `${email} already has a role in this workspace.`, {
    fieldErrors: { email: "This person already has a role in this workspace." },
  });
}
