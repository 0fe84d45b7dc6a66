import type { WorkspaceRole } from "@/drizzle/schema/workspace-members";
import { writeAudit } from "@/lib/audit/write-audit";
import { requireConfirmed } from "@/lib/auth/confirm";
import type { Ctx, WorkspaceCtx } from "@/lib/context";
import { AppError, notFound } from "@/lib/errors";
import {
  type Access,
  deleteAccess,
  deleteIdleGuest,
  lockAccess,
  putAccess,
  selectAccessOf,
} from "@/lib/members/access.store";
import { selectMember, selectMemberName } from "@/lib/members/store";

/** Gives someone with a role in the workspace another one. Throws `not_found`, `confirm_needed`. */
export async function changeWorkspaceRole(
  ctx: WorkspaceCtx,
  { accountId, role }: { accountId: string; role: WorkspaceRole },
): Promise<void> {
  await ctx.db.run(async (tx) => {
    const before = await lockAccess(tx, ctx, accountId);
    if (!before) throw notFound("This person");
    if (before.role === role) return;
    if (role !== "viewer") requireConfirmed(ctx);
    const { orgId, workspaceId } = ctx;
    await putAccess(tx, { orgId, accountId }, [{ workspaceId, role, userId: before.userId }]);
    await writeAudit(tx, ctx, {
      action: "workspace_member.change_role",
      targetKind: "workspace_member",
      targetId: accountId,
      targetLabel: await selectMemberName(tx, ctx, accountId),
      detail: { role: { from: before.role, to: role } },
    });
  });
}

/**
 * Ends someone's role in the workspace, which ends what they may do with their next request. A guest without another
 * workspace leaves the organization. Throws `not_found`.
 */
export async function removeFromWorkspace(
  ctx: WorkspaceCtx,
  { accountId }: { accountId: string },
): Promise<void> {
  await ctx.db.run(async (tx) => {
    const before = await lockAccess(tx, ctx, accountId);
    if (!before) throw notFound("This person");
    const targetLabel = await selectMemberName(tx, ctx, accountId);
    await deleteAccess(tx, ctx, accountId);
    const left = await deleteIdleGuest(tx, ctx, accountId);
    await writeAudit(tx, ctx, {
      action: "workspace_member.remove",
      targetKind: "workspace_member",
      targetId: accountId,
      targetLabel,
      detail: { role: before.role, ...(left && { left: true }) },
    });
  });
}

type Wanted = { memberId: string; workspaces: readonly Pick<Access, "workspaceId" | "role">[] };

/**
 * Sets the roles that a member has in workspaces: those that are not named end. Throws `not_found` (member, workspace),
 * `confirm_needed`, `conflict` for a guest who would be left without any.
 */
export async function setMemberAccess(ctx: Ctx, { memberId, workspaces }: Wanted): Promise<void> {
  await ctx.db.run(async (tx) => {
    const member = await selectMember(tx, ctx.orgId, memberId);
    if (!member) throw notFound("The member");
    if (member.role === "guest" && workspaces.length === 0) throw guestWithoutWorkspace();
    const { orgId } = ctx;
    const { accountId, name: targetLabel } = member;
    const before = await selectAccessOf(tx, ctx, accountId);
    const changed = workspaces.filter((one) =>
      before.every((had) => had.workspaceId !== one.workspaceId || had.role !== one.role),
    );
    const ended = before.filter((had) => workspaces.every((one) => one.workspaceId !== had.workspaceId));
    if (changed.some(({ role }) => role !== "viewer")) requireConfirmed(ctx);
    await putAccess(tx, { orgId, accountId }, changed);
    for (const { workspaceId } of ended) await deleteAccess(tx, { orgId, workspaceId }, accountId);
    const after = await selectAccessOf(tx, ctx, accountId);
    if (after.length < workspaces.length) throw notFound("The workspace");
    const target = { targetKind: "workspace_member" as const, targetId: accountId, targetLabel };
    for (const { workspaceId, role } of ended)
      await writeAudit(
        tx,
        { orgId, workspaceId },
        { action: "workspace_member.remove", ...target, detail: { role } },
      );
    for (const { workspaceId, role } of changed) {
      const had = before.find((one) => one.workspaceId === workspaceId);
      const action = had ? "workspace_member.change_role" : "workspace_member.add";
      const detail = { role: had ? { from: had.role, to: role } : role };
      await writeAudit(tx, { orgId, workspaceId }, { action, ...target, detail });
    }
  });
}

/** Why a guest keeps at least one workspace. */
export function guestWithoutWorkspace(): AppError {
  return new AppError("conflict", "A guest needs a role in at least one workspace.", {
    remedy: "Select a workspace, or remove the member.",
  });
}
