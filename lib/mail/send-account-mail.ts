import type { PersonCtx } from "@/lib/context";
import { ACCOUNT_MAILS, keepMail } from "@/lib/mail/keep";
import type { Mail } from "@/lib/mail/mail";
import { sendMail } from "@/lib/mail/send";
import { smtpSettings } from "@/lib/mail/smtp";

/**
 * Sends a mail about somebody's account. One that can't be sent is kept in the data folder under `mails/accounts`, where
 * only the operator of the server can read it. Says whether it was sent.
 */
export async function sendAccountMail(
  ctx: PersonCtx,
  mail: Mail,
  waitsMs?: readonly number[],
): Promise<boolean> {
  try {
    await sendMail({ ...ctx, orgId: ACCOUNT_MAILS }, mail, waitsMs);
    return smtpSettings() !== null;
  } catch (error) {
    ctx.log.error("mail.account.failed", {}, error);
    await keepMail(ACCOUNT_MAILS, mail, ctx.clock());
    return false;
  }
}
