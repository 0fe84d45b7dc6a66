import type { Ctx, PersonCtx } from "@/lib/context";
import { AppError, isAppError } from "@/lib/errors";
import type { Letter, Mail } from "@/lib/mail/mail";
import { ACCOUNT_MAILS, keepMail } from "@/lib/mail/outbox";
import { requireDelivery, sendBySmtp, smtpSettings, tryConnection } from "@/lib/mail/smtp";
import { renderMail } from "@/lib/mail/templates/render";
import { isEmail } from "@/lib/values/email";

/** Waits between tries of a mail that the server could not take just now. */
const RETRY_AFTER_MS = [2_000, 15_000] as const;

type Sender = Pick<Ctx, "orgId" | "clock" | "log">;

/** A mail that is written, and to whom. */
export type Addressed = Letter & Pick<Mail, "to">;

/**
 * Sends a mail, with two more tries when the server could not take it just now; without a mail server it is kept in the
 * data folder, where that is switched on. Throws `mail_failed`. The log never holds an address.
 */
export async function sendMail(
  ctx: Sender,
  letter: Addressed,
  waitsMs: readonly number[] = RETRY_AFTER_MS,
): Promise<void> {
  if (!isEmail(letter.to.address))
    throw new AppError("mail_failed", "Rollcall can't send e-mail to this address.");
  requireDelivery();
  const settings = smtpSettings();
  const mail = await renderMail(letter);
  if (!settings) return keepMail(ctx.orgId, mail, ctx.clock());
  for (const waitMs of [...waitsMs, null]) {
    try {
      return await sendBySmtp(settings, mail);
    } catch (error) {
      const again = waitMs !== null && isAppError(error) && error.retry;
      const code = isAppError(error) ? String(error.meta.code) : null;
      ctx.log.warn("mail.send.refused", { orgId: ctx.orgId, code, again });
      if (!again) throw error;
      await new Promise((resolve) => setTimeout(resolve, waitMs));
    }
  }
}

/** For so long a mail server that answered is believed to be there. */
const BELIEVED_MS = 60_000;
const shared = globalThis as typeof globalThis & { rollcallMailSeenAt?: number };

/**
 * Makes sure that a mail can be sent before anyone is promised one. It is asked for known and unknown
 * addresses alike, so that neither its answer nor its time says which one it was. Throws `mail_failed`.
 */
export async function checkMail(ctx: Pick<Ctx, "clock">): Promise<void> {
  const settings = smtpSettings();
  const now = ctx.clock().getTime();
  if (!settings || now - (shared.rollcallMailSeenAt ?? 0) < BELIEVED_MS) return;
  await tryConnection(settings);
  shared.rollcallMailSeenAt = now;
}

/**
 * Sends a mail about someone's account. One that can't be sent is kept in the data folder under `mails/accounts`, where
 * only the operator of the server can read it. Says whether it was sent.
 */
export async function sendAccountMail(
  ctx: PersonCtx,
  mail: Addressed,
  waitsMs?: readonly number[],
): Promise<boolean> {
  try {
    await sendMail({ ...ctx, orgId: ACCOUNT_MAILS }, mail, waitsMs);
    return smtpSettings() !== null;
  } catch (error) {
    ctx.log.error("mail.account.failed", {}, error);
    await keepMail(ACCOUNT_MAILS, await renderMail(mail), ctx.clock());
    return false;
  }
}
