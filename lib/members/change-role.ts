import type { MemberRole } from "@/drizzle/schema/members";
import { writeAudit } from "@/lib/audit/write-audit";
import { requireConfirmed } from "@/lib/auth/confirm";
import type { Ctx } from "@/lib/context";
import { AppError, notFound } from "@/lib/errors";
import { guestWithoutWorkspace } from "@/lib/members/access/change";
import { selectAccessOf } from "@/lib/members/access.store";
import { lockOwners, selectMember, updateRole } from "@/lib/members/store";

/**
 * Gives a member another role. Throws `conflict` when it would leave the organization without an owner, and
 * `confirm_needed`; to make a guest of someone without a workspace, too.
 */
export async function changeRole(
  ctx: Ctx,
  { memberId, role }: { memberId: string; role: MemberRole },
): Promise<void> {
  await ctx.db.run(async (tx) => {
    const owners = await lockOwners(tx, ctx.orgId);
    const member = await selectMember(tx, ctx.orgId, memberId);
    if (!member) throw notFound("The member");
    if (member.role === role) return;
    if (member.role === "owner" && owners.length === 1) throw lastOwner();
    requireConfirmed(ctx);
    if (role === "guest" && (await selectAccessOf(tx, ctx, member.accountId)).length === 0)
      throw guestWithoutWorkspace();
    await updateRole(tx, ctx.orgId, memberId, role);
    await writeAudit(tx, ctx, {
      action: "member.change_role",
      targetKind: "member",
      targetId: memberId,
      targetLabel: member.name,
      detail: { role: { from: member.role, to: role } },
    });
  });
}

/** Why the only owner can be neither removed nor given a lesser role. */
export function lastOwner(): AppError {
  return new AppError("conflict", "This is the only owner of the organization.", {
    remedy: "Make another member an owner first.",
  });
}
