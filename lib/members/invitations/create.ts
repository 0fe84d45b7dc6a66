import type { MemberRole } from "@/drizzle/schema/members";
import { writeAudit } from "@/lib/audit/write-audit";
import { requireConfirmed } from "@/lib/auth/require-confirmed";
import { hashToken, newToken } from "@/lib/auth/token";
import type { Ctx } from "@/lib/context";
import { publicUrl } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { insertInvitation, revokeOpenFor } from "@/lib/members/invitations/store";
import { isMember } from "@/lib/members/store";
import { takeTry } from "@/lib/throttle/take-try";

/** How long a link works: three days. */
export const INVITATION_LIFE_MS = 72 * 3_600_000;

/**
 * Invites an address. Gives the link to hand over: it works once, for an account with that address, for three days,
 * and is shown only now, because we keep its hash alone. An earlier open link of the address stops working. Throws
 * `confirm_needed` for a role that may change things.
 */
export async function createInvitation(
  ctx: Ctx,
  { email, role }: { email: string; role: MemberRole },
): Promise<{ link: string; expiresAt: Date }> {
  if (role !== "viewer") requireConfirmed(ctx);
  await takeTry(ctx, "invite", ctx.orgId);
  const token = newToken();
  const now = ctx.clock();
  const expiresAt = new Date(now.getTime() + INVITATION_LIFE_MS);
  await ctx.db.run(async (tx) => {
    if (await isMember(tx, ctx.orgId, email)) throw alreadyMember(email);
    await revokeOpenFor(tx, ctx.orgId, email, now);
    const { orgId } = ctx;
    const invitedBy = ctx.actor.label;
    const id = await insertInvitation(tx, {
      ...{ orgId, email, role, invitedBy },
      ...{ tokenHash: hashToken(token), createdAt: now, expiresAt },
    });
    await writeAudit(tx, ctx, {
      action: "invitation.create",
      targetKind: "invitation",
      targetId: id,
      targetLabel: email,
      detail: { role },
    });
  });
  return { link: new URL(`/invite/${token}`, publicUrl()).toString(), expiresAt };
}

function alreadyMember(email: string): AppError {
  return new AppError("conflict", `${email} is already a member of this organization.`, {
    fieldErrors: { email: "This person is already a member." },
  });
}
