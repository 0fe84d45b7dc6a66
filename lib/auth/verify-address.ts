import { languageOf } from "@/lib/auth/language";
import { linkGone, makeMailLink } from "@/lib/auth/mail-links";
import { consumeMailLink, findMailLink, setEmailVerified } from "@/lib/auth/mail-links.store";
import { noteSignIn } from "@/lib/auth/store";
import { hashToken } from "@/lib/auth/token";
import type { AccountCtx } from "@/lib/context";
import { supportContact } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { sendAccountMail } from "@/lib/mail/send";
import { smtpSettings } from "@/lib/mail/smtp";
import { verifyAddressMail } from "@/lib/mail/templates/account";
import { consumeRateLimit } from "@/lib/rate-limit/rate-limit";

/**
 * Mails the signed-in person a link that verifies the address of their account. Throws `throttled`, `conflict` when it
 * is verified already or there is no mail server, `mail_failed`.
 */
export async function requestVerification(ctx: AccountCtx): Promise<void> {
  const { accountId, email, name } = ctx;
  if (ctx.emailVerifiedAt) throw new AppError("conflict", "Your e-mail address is already verified.");
  if (!smtpSettings()) {
    throw new AppError("conflict", "This Rollcall has no mail server, so it can't verify addresses.", {
      remedy: `Ask ${supportContact()} to connect a mail server.`,
    });
  }
  await consumeRateLimit(ctx, "accountMail", email);
  const link = await makeMailLink(ctx, { purpose: "verify", email, accountId });
  const locale = await languageOf(ctx, accountId);
  const sent = await sendAccountMail(
    ctx,
    { to: { name, address: email }, ...verifyAddressMail(locale, { name, link }) },
    [],
  );
  if (!sent) {
    throw new AppError("mail_failed", "The e-mail could not be sent.", {
      remedy: `Try again in a few minutes. If it keeps failing, ask ${supportContact()} to check the mail server.`,
    });
  }
}

/**
 * Verifies the address of the signed-in person's account by a mailed link. Only in a browser of that account: someone
 * who made an account with another's address must not get it verified by their click. Throws `conflict`.
 */
export async function verifyAddress(ctx: AccountCtx, { token }: { token: string }): Promise<void> {
  const { accountId, email } = ctx;
  const now = ctx.clock();
  const tokenHash = hashToken(token);
  const done = await ctx.db.run(async (tx) => {
    const link = await findMailLink(tx, tokenHash, "verify");
    if (link?.accountId !== accountId || !(await consumeMailLink(tx, tokenHash, "verify", now))) return false;
    if (!(await setEmailVerified(tx, { accountId, email: link.email, now }))) return false;
    await noteSignIn(tx, accountId, { action: "account.verify", detail: { email } });
    return true;
  });
  if (!done) throw linkGone();
  ctx.log.info("auth.verify.done", { accountId });
}
