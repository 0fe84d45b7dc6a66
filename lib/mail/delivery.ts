import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { smtpSettings } from "@/lib/mail/smtp";

/** What becomes of a mail: it is sent, kept in the outbox that admins read, or there is nobody to take it. */
type MailDelivery = "smtp" | "outbox" | "none";

/** How this installation delivers mails. The outbox lets admins in as their users: an operator has to ask for it. */
export function mailDelivery(): MailDelivery {
  if (smtpSettings()) return "smtp";
  const { MAIL_OUTBOX, NODE_ENV } = env();
  const on = MAIL_OUTBOX ? MAIL_OUTBOX === "1" : NODE_ENV === "development";
  return on ? "outbox" : "none";
}

/** Throws `mail_failed` when there is nobody to take a mail. */
export function requireDelivery(): void {
  if (mailDelivery() !== "none") return;
  throw new AppError("mail_failed", "No mail server is set up, so no sign-in link can be sent.", {
    remedy: "Tell the people who run this Rollcall: it needs SMTP_URL.",
  });
}
