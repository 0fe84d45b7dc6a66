import { networkOf } from "@/lib/auth/client-ip";
import { languageOfVisitor, noteLanguage } from "@/lib/auth/language";
import { makeMailLink } from "@/lib/auth/mail-links";
import { hashPassword, requireGoodPassword } from "@/lib/auth/password";
import type { Later } from "@/lib/auth/portal/request-link";
import { safeNext } from "@/lib/auth/safe-next";
import type { SignUp } from "@/lib/auth/schema";
import { withAuthSearch } from "@/lib/auth/search";
import { findPassword, insertAccount } from "@/lib/auth/store";
import type { VisitorCtx } from "@/lib/context";
import { publicUrl } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { checkMail, sendAccountMail } from "@/lib/mail/send";
import { smtpSettings } from "@/lib/mail/smtp";
import { alreadyAccountMail, confirmSignUpMail } from "@/lib/mail/templates/account";
import { invitationIn, requireSignUpAllowed } from "@/lib/members/sign-up-mode";
import { consumeRateLimit } from "@/lib/rate-limit/rate-limit";

/** `ready`: sign in with it. `mailed`: for every address alike, there is a mail to read first. */
type SignedUp = "ready" | "mailed";

/**
 * Signs someone up. With a mail server there is no account before the address is proved, and the answer, its time and
 * the work before it are the same whether the address has one or not. Throws `throttled`, `forbidden` (see
 * `SIGN_UP`), `invalid_input` (the password), `mail_failed` (for everyone), `conflict` (only without a mail server).
 */
export async function startSignUp(ctx: VisitorCtx, input: SignUp, later: Later): Promise<SignedUp> {
  await requireSignUpAllowed(ctx, { email: input.email, invitation: invitationIn(input.next) });
  if (!smtpSettings()) {
    await signUp(ctx, input);
    return "ready";
  }
  const { email, password, name } = input;
  await requireGoodPassword(password, { email, name });
  await consumeRateLimit(ctx, "signUpIp", networkOf(ctx.ip));
  await consumeRateLimit(ctx, "accountMail", email);
  await checkMail(ctx);
  const passwordHash = await hashPassword(password);
  later(async () => {
    try {
      await mailSignUp(ctx, { email, name, passwordHash, nextPath: safeNext(input.next) });
    } catch (error) {
      ctx.log.error("auth.sign_up.mail_failed", {}, error);
    }
  });
  return "mailed";
}

type Pending = { email: string; name: string; passwordHash: string; nextPath: string };

/** An account that never proved its address does not block someone who can. */
async function mailSignUp(ctx: VisitorCtx, pending: Pending): Promise<void> {
  const account = await ctx.db.run((tx) => findPassword(tx, pending.email));
  if (account?.verified) {
    const signIn = new URL(withAuthSearch("/sign-in", { next: pending.nextPath }), publicUrl()).href;
    const links = { signIn, forgot: new URL("/forgot-password", publicUrl()).href };
    const to = { name: account.name, address: account.email };
    const locale = await languageOfVisitor(ctx, account.id);
    await sendAccountMail(ctx, { to, ...alreadyAccountMail(locale, { name: account.name, links }) });
    return;
  }
  const link = await makeMailLink(ctx, { purpose: "sign_up", ...pending });
  const letter = confirmSignUpMail(await languageOfVisitor(ctx, null), { link });
  await sendAccountMail(ctx, { to: { name: "", address: pending.email }, ...letter });
}

/**
 * Opens an account whose address nobody has proved, for installations without a mail server. Throws `conflict` when the
 * address has one: there is no other way to tell its owner, so this form does say which addresses exist, a few an hour
 * and network.
 */
export async function signUp(
  ctx: VisitorCtx,
  { email, name, password }: Omit<SignUp, "next">,
): Promise<{ id: string }> {
  await requireGoodPassword(password, { email, name });
  await consumeRateLimit(ctx, "signUpIp", networkOf(ctx.ip));
  const passwordHash = await hashPassword(password);
  const id = await ctx.db.run((tx) => insertAccount(tx, { email, name, passwordHash }));
  if (!id) {
    throw new AppError("conflict", "There is already an account with this e-mail address.", {
      remedy: "Sign in instead.",
      fieldErrors: { email: "There is already an account with this address. Sign in instead." },
    });
  }
  await noteLanguage(ctx, id);
  ctx.log.info("auth.sign_up.done", { accountId: id });
  return { id };
}
