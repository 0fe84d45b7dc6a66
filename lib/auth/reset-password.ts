import { browserName } from "@/lib/auth/browser-name";
import { networkOf } from "@/lib/auth/client-ip";
import { languageOfVisitor } from "@/lib/auth/language";
import { linkGone, makeMailLink } from "@/lib/auth/mail-links";
import {
  closeMailLinks,
  consumeMailLink,
  findMailLink,
  replacePassword,
  setEmailVerified,
} from "@/lib/auth/mail-links.store";
import { hashPassword, requireGoodPassword } from "@/lib/auth/password";
import type { Later } from "@/lib/auth/portal/request-link";
import type { ResetPassword } from "@/lib/auth/schema";
import { dropFactors } from "@/lib/auth/second-factor/factors.store";
import { closeSteps } from "@/lib/auth/sign-in-steps.store";
import { findAccount, findPassword, noteSignIn } from "@/lib/auth/store";
import { hashToken } from "@/lib/auth/token";
import type { VisitorCtx } from "@/lib/context";
import { enterAccountRows } from "@/lib/db/tenant";
import { publicUrl } from "@/lib/env";
import { checkMail, sendAccountMail } from "@/lib/mail/send";
import { smtpSettings } from "@/lib/mail/smtp";
import { passwordChangedMail, resetPasswordMail } from "@/lib/mail/templates/account";
import { consumeRateLimit } from "@/lib/rate-limit/rate-limit";

/**
 * Someone asks for a link to set a new password. The answer and its time are the same for every address: whose it is
 * gets looked up afterwards. Throws `throttled`, `mail_failed` (for everyone).
 */
export async function requestReset(
  ctx: VisitorCtx,
  { email }: { email: string },
  later: Later,
): Promise<void> {
  await consumeRateLimit(ctx, "accountMailIp", networkOf(ctx.ip));
  // Never forgiven: whose tries are forgotten would be known to have an account.
  await consumeRateLimit(ctx, "accountMail", email);
  await checkMail(ctx);
  later(async () => {
    try {
      await mailReset(ctx, email);
    } catch (error) {
      ctx.log.error("auth.reset.mail_failed", {}, error);
    }
  });
}

async function mailReset(ctx: VisitorCtx, email: string): Promise<void> {
  const account = await ctx.db.run((tx) => findPassword(tx, email));
  if (!account) return;
  const { id: accountId, name } = account;
  const link = await makeMailLink(ctx, { purpose: "reset", email: account.email, accountId });
  const locale = await languageOfVisitor(ctx, accountId);
  await sendAccountMail(ctx, {
    to: { name, address: account.email },
    ...resetPasswordMail(locale, { name, link }),
  });
  ctx.log.info("auth.reset.requested", { accountId });
}

/**
 * Sets a new password by a mailed link, which works once, and ends every session of the account. Its address is proved
 * by that, unless the link came by way of the operator. Throws `throttled`, `invalid_input`, `conflict` (the link).
 */
export async function resetPassword(
  ctx: VisitorCtx,
  { token, password }: ResetPassword,
  later: Later = () => {},
): Promise<{ email: string }> {
  const tokenHash = hashToken(token);
  const now = ctx.clock();
  await consumeRateLimit(ctx, "mailLinkIp", networkOf(ctx.ip));
  const account = await ctx.db.run(async (tx) => {
    const link = await findMailLink(tx, tokenHash, "reset");
    if (!link?.accountId) return null;
    await enterAccountRows(tx, link.accountId);
    return findAccount(tx, link.accountId);
  });
  if (!account) throw linkGone();
  const { id: accountId, email, name } = account;
  await requireGoodPassword(password, { email, name });
  const passwordHash = await hashPassword(password);
  const done = await ctx.db.run(async (tx) => {
    if (!(await consumeMailLink(tx, tokenHash, "reset", now))) return false;
    await replacePassword(tx, accountId, { passwordHash, now });
    // Whoever proves an address that nobody had proved gets the account without what opened it before.
    if (!account.emailVerifiedAt && smtpSettings()) await dropFactors(tx, accountId);
    await closeSteps(tx, accountId);
    if (smtpSettings()) await setEmailVerified(tx, { accountId, email, now });
    await closeMailLinks(tx, email, now);
    const detail = { network: networkOf(ctx.ip), browser: browserName(ctx.userAgent) };
    await noteSignIn(tx, accountId, { action: "account.reset_password", detail });
    return true;
  });
  if (!done) throw linkGone();
  later(() => mailPasswordChanged(ctx, { accountId, email, name }));
  ctx.log.info("auth.reset.done", { accountId });
  return { email };
}

/** Tells the owner of an account that its password is another now. */
export async function mailPasswordChanged(
  ctx: Pick<VisitorCtx, "db" | "clock" | "log" | "language">,
  { accountId, email, name }: { accountId: string; email: string; name: string },
): Promise<void> {
  if (!smtpSettings()) return;
  const forgot = new URL("/forgot-password", publicUrl()).href;
  const locale = await languageOfVisitor(ctx, accountId);
  await sendAccountMail(ctx, {
    to: { name, address: email },
    ...passwordChangedMail(locale, { name, forgot }),
  });
}
