import { writeAudit } from "@/lib/audit/write-audit";
import { setEmailVerified } from "@/lib/auth/mail-links.store";
import { noteSignIn } from "@/lib/auth/store";
import { hashToken } from "@/lib/auth/token";
import type { AccountCtx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";
import { enterTenant } from "@/lib/db/tenant";
import { AppError } from "@/lib/errors";
import { smtpSettings } from "@/lib/mail/smtp";
import { putAccess, selectInvitedAccess } from "@/lib/members/access.store";
import { claimInvitation, findByToken, selectInvitation } from "@/lib/members/invitations.store";
import { insertMember, raiseGuest } from "@/lib/members/store";

/**
 * Makes the account a member and consumes the link, both or neither. Of two calls exactly one succeeds. The mailed link
 * proves the account's address; with the other one, where there is a mail server, it has to be proved before. Throws
 * `not_found` for a link that doesn't work (any more), `conflict` for another or an unproved address or a member already.
 */
export async function acceptInvitation(
  ctx: AccountCtx,
  { token }: { token: string },
): Promise<{ slug: string }> {
  return ctx.db.run(async (tx) => {
    const found = await findByToken(tx, hashToken(token));
    if (!found) throw useless();
    const { orgId, invitationId: id, mailed } = found;
    await enterTenant(tx, orgId);
    const invitation = await selectInvitation(tx, orgId, id);
    if (!invitation) throw useless();
    if (invitation.email !== ctx.email) throw otherAddress(invitation.email, ctx.email);
    const now = ctx.clock();
    const { accountId, email } = ctx;
    if (mailed && (await setEmailVerified(tx, { accountId, email, now }))) {
      await noteSignIn(tx, accountId, { action: "account.verify", detail: {} });
    } else if (!mailed && !ctx.emailVerifiedAt && smtpSettings()) throw unproved();
    await join(tx, { orgId, id, email, accountId, now });
    return { slug: invitation.organization.slug };
  });
}

/** Uses an invitation up for an account whose address it was checked to be for. */
export async function join(
  tx: Tx,
  {
    orgId,
    id,
    email,
    accountId,
    now,
  }: { orgId: string; id: string; email: string; accountId: string; now: Date },
): Promise<void> {
  const role = await claimInvitation(tx, { orgId, id, email, now });
  if (!role) throw useless();
  const workspaces = await selectInvitedAccess(tx, { orgId }, id);
  const isNew = await insertMember(tx, { orgId, accountId, role });
  const risen = !isNew && role !== "guest" && (await raiseGuest(tx, { orgId, accountId, role }));
  if (!isNew && !risen && workspaces.length === 0) {
    throw new AppError("conflict", "You are already a member of this organization.");
  }
  await putAccess(tx, { orgId, accountId }, workspaces);
  const target = { targetKind: "invitation" as const, targetId: id, targetLabel: email };
  const there = workspaces.map(({ name, role }) => ({ name, role }));
  const detail = { role, ...(there.length > 0 && { workspaces: there }) };
  await writeAudit(tx, { orgId }, { action: "invitation.accept", ...target, detail });
}

export function useless(): AppError {
  return new AppError("not_found", "This invitation is no longer valid.", {
    remedy: "Ask the person who invited you for a new link.",
  });
}

function unproved(): AppError {
  return new AppError("conflict", "Verify your e-mail address first.", {
    remedy: "Use the link in your invitation e-mail, or verify your e-mail address first.",
  });
}

function otherAddress(invited: string, signedIn: string): AppError {
  return new AppError("conflict", `The invitation is for ${invited}, but you are signed in as ${signedIn}.`, {
    remedy: `Sign out, then sign in or sign up as ${invited}.`,
  });
}
