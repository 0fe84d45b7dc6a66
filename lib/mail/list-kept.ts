import type { Ctx } from "@/lib/context";
import { type KeptMail, readKeptMails } from "@/lib/mail/keep";
import { smtpSettings } from "@/lib/mail/smtp";

/** The organization's mails that were kept because there is no mail server, newest first; null when there is one. */
export async function listKeptMails(ctx: Ctx): Promise<KeptMail[] | null> {
  return smtpSettings() ? null : readKeptMails(ctx.orgId);
}
