import { networkOf } from "@/lib/auth/client-ip";
import { noteLanguage } from "@/lib/auth/language";
import { closeMailLinks, proveAccount } from "@/lib/auth/mail-links.store";
import { hashPassword, requireGoodPassword } from "@/lib/auth/password";
import { hashToken } from "@/lib/auth/token";
import type { VisitorCtx } from "@/lib/context";
import { actAs, enterTenant } from "@/lib/db/tenant";
import { AppError } from "@/lib/errors";
import { join, useless } from "@/lib/members/invitations/accept";
import { findByToken, selectInvitation } from "@/lib/members/invitations.store";
import { findInvitation } from "@/lib/members/read";
import type { JoinByMail } from "@/lib/members/schema";
import { requireSignUpAllowed } from "@/lib/members/sign-up-mode";
import { consumeRateLimit } from "@/lib/rate-limit/rate-limit";

/**
 * Opens a verified account for the holder of a mailed invitation link, and makes it a member: all or nothing. An
 * account that never proved the address is handed over (`proveAccount`). Throws `throttled`, `not_found` (the link),
 * `conflict` (the address has a verified account), `forbidden` (no new accounts), `invalid_input` (the password).
 */
export async function joinByMail(
  ctx: VisitorCtx,
  { token, name, password }: JoinByMail,
): Promise<{ email: string; slug: string }> {
  await consumeRateLimit(ctx, "mailLinkIp", networkOf(ctx.ip));
  const invitation = await findInvitation(ctx, token);
  if (!invitation?.mailed || invitation.state !== "open") throw useless();
  const { email } = invitation;
  await requireSignUpAllowed(ctx, { email, invitation: token });
  await requireGoodPassword(password, { email, name });
  const passwordHash = await hashPassword(password);
  const now = ctx.clock();
  const joined = await ctx.db.run(async (tx) => {
    const found = await findByToken(tx, hashToken(token));
    if (!found) throw useless();
    const { orgId, invitationId: id } = found;
    const accountId = await proveAccount(tx, { email, name, passwordHash }, now);
    if (!accountId) throw hasAccount();
    await closeMailLinks(tx, email, now);
    await enterTenant(tx, orgId);
    await actAs(tx, { kind: "member", accountId, label: name });
    await join(tx, { orgId, id, email, accountId, now });
    const slug = (await selectInvitation(tx, orgId, id))?.organization.slug ?? "";
    ctx.log.info("auth.sign_up.done", { accountId });
    return { accountId, email, slug };
  });
  await noteLanguage(ctx, joined.accountId);
  return { email, slug: joined.slug };
}

function hasAccount(): AppError {
  return new AppError("conflict", "There is already an account with this e-mail address.", {
    remedy: "Sign in, then open the link again.",
  });
}
