import { writeAudit } from "@/lib/audit/write-audit";
import type { Ctx } from "@/lib/context";
import { notFound } from "@/lib/errors";
import { lastOwner } from "@/lib/members/change-role";
import { deleteMember, lockOwners, selectMember } from "@/lib/members/store";

/**
 * Takes a member's access away; it ends with their next request, because every request looks the membership up.
 * Throws `conflict` for the last owner.
 */
export async function removeMember(ctx: Ctx, { memberId }: { memberId: string }): Promise<void> {
  await ctx.db.run(async (tx) => {
    const owners = await lockOwners(tx, ctx.orgId);
    const member = await selectMember(tx, ctx.orgId, memberId);
    if (!member) throw notFound("The member");
    if (member.role === "owner" && owners.length === 1) throw lastOwner();
    await deleteMember(tx, ctx.orgId, memberId);
    await writeAudit(tx, ctx, {
      action: "member.remove",
      targetKind: "member",
      targetId: memberId,
      targetLabel: member.name,
      detail: { email: member.email, role: member.role },
    });
  });
}
