import { networkOf } from "@/lib/auth/client-ip";
import { noteLanguage } from "@/lib/auth/language";
import { linkGone } from "@/lib/auth/mail-links";
import { closeMailLinks, consumeMailLink, findMailLink, proveAccount } from "@/lib/auth/mail-links.store";
import { verifyPassword } from "@/lib/auth/password";
import type { ConfirmSignUp } from "@/lib/auth/schema";
import { noteSignIn } from "@/lib/auth/store";
import { hashToken } from "@/lib/auth/token";
import type { VisitorCtx } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { consumeRateLimit } from "@/lib/rate-limit/rate-limit";

/**
 * Opens the account that a link was mailed for, verified. It asks for the password that was chosen at sign-up: someone
 * who signs up with another's address must not get an account there by a click of its owner. Of two concurrent uses one
 * succeeds. Throws `throttled`, `invalid_input` (another password), `conflict` (the link).
 */
export async function confirmSignUp(
  ctx: VisitorCtx,
  { token, password }: ConfirmSignUp,
): Promise<{ email: string; next: string }> {
  const tokenHash = hashToken(token);
  await consumeRateLimit(ctx, "mailLinkIp", networkOf(ctx.ip));
  await consumeRateLimit(ctx, "mailLink", tokenHash);
  const pending = await ctx.db.run((tx) => findMailLink(tx, tokenHash, "sign_up"));
  const { email, name, passwordHash } = pending ?? {};
  if (!email || !name || !passwordHash) throw linkGone();
  if (!(await verifyPassword(passwordHash, password))) throw otherPassword();
  const now = ctx.clock();
  const accountId = await ctx.db.run(async (tx) => {
    if (!(await consumeMailLink(tx, tokenHash, "sign_up", now))) return null;
    const proved = await proveAccount(tx, { email, name, passwordHash }, now);
    await closeMailLinks(tx, email, now);
    if (proved) await noteSignIn(tx, proved, { action: "account.verify", detail: {} });
    return proved;
  });
  if (!accountId) throw linkGone();
  await noteLanguage(ctx, accountId);
  ctx.log.info("auth.sign_up.done", { accountId });
  return { email, next: pending?.nextPath ?? "/" };
}

function otherPassword(): AppError {
  const message = "This is not the password that was chosen when signing up.";
  return new AppError("invalid_input", message, {
    remedy: "If you do not know it, sign up again.",
    fieldErrors: { password: `${message} If you do not know it, sign up again.` },
  });
}
