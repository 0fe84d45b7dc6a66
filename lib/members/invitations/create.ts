import type { MemberRole } from "@/drizzle/schema/members";
import { writeAudit } from "@/lib/audit/write-audit";
import { requireConfirmed } from "@/lib/auth/confirm";
import type { Later } from "@/lib/auth/portal/request-link";
import { hashToken, newToken } from "@/lib/auth/token";
import type { Ctx } from "@/lib/context";
import { publicUrl } from "@/lib/env";
import { AppError, notFound } from "@/lib/errors";
import { sendAccountMail } from "@/lib/mail/send";
import { smtpSettings } from "@/lib/mail/smtp";
import { invitationMail } from "@/lib/mail/templates/account";
import {
  insertInvitation,
  revokeOpen,
  revokeOpenFor,
  selectInvitation,
} from "@/lib/members/invitations.store";
import { ROLE_LABELS } from "@/lib/members/roles";
import { isMember } from "@/lib/members/store";
import { consumeRateLimit } from "@/lib/rate-limit/rate-limit";

/** How long a link works: three days. */
export const INVITATION_LIFE_MS = 72 * 3_600_000;

/**
 * Invites an address. Gives the link to hand over: it works once, for an account with that address, for three days,
 * and is shown only now, because we keep its hash alone. With a mail server a link of its own is mailed, too: using that
 * one proves the address. Earlier open links of the address stop working. Throws `confirm_needed` for a role that may
 * change things.
 */
export async function createInvitation(
  ctx: Ctx,
  { email, role }: { email: string; role: MemberRole },
  later: Later = () => {},
): Promise<{ link: string; expiresAt: Date; mailed: boolean }> {
  if (role !== "viewer") requireConfirmed(ctx);
  await consumeRateLimit(ctx, "invite", ctx.orgId);
  const [token, mailToken] = [newToken(), smtpSettings() ? newToken() : null];
  const now = ctx.clock();
  const expiresAt = new Date(now.getTime() + INVITATION_LIFE_MS);
  const organization = await ctx.db.run(async (tx) => {
    if (await isMember(tx, ctx.orgId, email)) throw alreadyMember(email);
    await revokeOpenFor(tx, ctx.orgId, email, now);
    const { orgId } = ctx;
    const invitedBy = ctx.actor.label;
    const id = await insertInvitation(tx, {
      orgId,
      email,
      role,
      invitedBy,
      tokenHash: hashToken(token),
      mailTokenHash: mailToken && hashToken(mailToken),
      createdAt: now,
      expiresAt,
    });
    await writeAudit(tx, ctx, {
      action: "invitation.create",
      targetKind: "invitation",
      targetId: id,
      targetLabel: email,
      detail: { role },
    });
    return (await selectInvitation(tx, orgId, id))?.organization.name ?? "";
  });
  if (mailToken) {
    const facts = { organization, invitedBy: ctx.actor.label, role: ROLE_LABELS[role].label.toLowerCase() };
    const mail = invitationMail({ ...facts, link: linkOf(mailToken) });
    later(async () => void (await sendAccountMail(ctx, { to: { name: "", address: email }, ...mail })));
  }
  return { link: linkOf(token), expiresAt, mailed: mailToken !== null };
}

function linkOf(token: string): string {
  return new URL(`/invite/${token}`, publicUrl()).href;
}

function alreadyMember(email: string): AppError {
  return new AppError("conflict", `${email} is already a member of this organization.`, {
    fieldErrors: { email: "This person is already a member." },
  });
}

/** Revokes an invitation's link. One that is used, revoked or expired is not found. */
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
