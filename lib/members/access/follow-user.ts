import type { UserRole } from "@/drizzle/schema/users";
import type { WorkspaceRole } from "@/drizzle/schema/workspace-members";
import { writeAudit } from "@/lib/audit/write-audit";
import { requireConfirmed } from "@/lib/auth/confirm";
import type { Later } from "@/lib/auth/portal/request-link";
import { normalEmail } from "@/lib/auth/read-email";
import type { WorkspaceCtx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";
import { mailAccess } from "@/lib/members/access/mail";
import {
  deleteIdleGuest,
  endAccessOfUsers,
  findMemberByEmail,
  lockAccess,
  putAccess,
} from "@/lib/members/access.store";
import { createInvitation } from "@/lib/members/invitations/create";
import { selectMemberName } from "@/lib/members/store";

type Person = { id: number; email: string; role: UserRole };

/** Throws `confirm_needed` for a role that lets a user manage the workspace. */
export function requireConfirmedFor(ctx: WorkspaceCtx, role: UserRole): void {
  if (role !== "participant") requireConfirmed(ctx);
}

/**
 * Ends the access that users of the workspace have because of their role, within the transaction that takes the role
 * away or removes them. What someone was invited to otherwise stays.
 */
export async function endAccessOf(tx: Tx, ctx: WorkspaceCtx, userIds: readonly number[]): Promise<void> {
  for (const accountId of await endAccessOfUsers(tx, ctx, userIds, ctx.clock())) {
    const targetLabel = await selectMemberName(tx, ctx, accountId);
    await deleteIdleGuest(tx, ctx, accountId);
    const target = { targetKind: "workspace_member" as const, targetId: accountId, targetLabel };
    await writeAudit(tx, ctx, { action: "workspace_member.remove", ...target });
  }
}

/**
 * Lets a user who was made an author or admin manually into the workspace as a member: at once if their address is a
 * member's, else by an invitation. After the transaction that gave the role; where it fails the user can be given the
 * role again. Never called for what a file says.
 */
export async function giveAccessTo(
  ctx: WorkspaceCtx,
  { id, email, role }: Person,
  later: Later,
): Promise<void> {
  if (role === "participant") return;
  const { orgId, workspaceId } = ctx;
  const access = { workspaceId, role: role satisfies WorkspaceRole, userId: id };
  const address = normalEmail(email);
  if (!address) return;
  const member = await ctx.db.run((tx) => findMemberByEmail(tx, ctx, address));
  if (!member) {
    await createInvitation(ctx, { email: address, role: "guest", workspaces: [access] }, later);
    return;
  }
  const { accountId, name } = member;
  const isNew = await ctx.db.run(async (tx) => {
    const had = await lockAccess(tx, ctx, accountId);
    // Someone who was invited otherwise keeps that role.
    if (had && (had.userId === null || had.role === role)) return false;
    await putAccess(tx, { orgId, accountId }, [access]);
    const target = { targetKind: "workspace_member" as const, targetId: accountId, targetLabel: name };
    const action = had ? "workspace_member.change_role" : "workspace_member.add";
    await writeAudit(tx, ctx, { action, ...target, detail: { role } });
    return !had;
  });
  if (isNew) await mailAccess(ctx, { email: address, name, role }, later);
}
