import { languageOf } from "@/lib/auth/language";
import { findAccount } from "@/lib/auth/store";
import type { PersonCtx } from "@/lib/context";
import { enterAccountRows } from "@/lib/db/tenant";
import { publicUrl } from "@/lib/env";
import type { Letter } from "@/lib/mail/mail";
import { sendAccountMail } from "@/lib/mail/send";
import { smtpSettings } from "@/lib/mail/smtp";
import { guessedMail, recoveryCodeUsedMail } from "@/lib/mail/templates/security";
import type { Locale } from "@/lib/model/locale";
import { tryRateLimit } from "@/lib/rate-limit/rate-limit";

type Write = (locale: Locale, told: { name: string; link: string }) => Letter;

/** Mails the owner of an account what happened to it, so that they notice when it was someone else. Never throws. */
export async function tellOwner(
  ctx: PersonCtx,
  { accountId, email, name }: { accountId: string; email: string; name: string },
  write: Write,
): Promise<void> {
  if (!smtpSettings()) return;
  const link = new URL("/account/security", publicUrl()).href;
  try {
    const locale = await languageOf(ctx, accountId);
    await sendAccountMail(ctx, { to: { name, address: email }, ...write(locale, { name, link }) });
  } catch (error) {
    ctx.log.error("auth.tell_owner.failed", {}, error);
  }
}

/** Says that someone knows the password and guesses the second factor; once in a while, however many tries. */
export async function mailGuessed(ctx: PersonCtx, accountId: string): Promise<void> {
  if (await tryRateLimit(ctx, "guessedMail", accountId)) await tellById(ctx, accountId, guessedMail);
}

export async function mailRecoveryCodeUsed(ctx: PersonCtx, accountId: string): Promise<void> {
  await tellById(ctx, accountId, recoveryCodeUsedMail);
}

/** Not waited for: a mail server that is slow must not keep anyone from signing in. */
async function tellById(ctx: PersonCtx, accountId: string, write: Write): Promise<void> {
  const account = await ctx.db.run(async (tx) => {
    await enterAccountRows(tx, accountId);
    return findAccount(tx, accountId);
  });
  if (account) void tellOwner(ctx, { ...account, accountId }, write);
}
