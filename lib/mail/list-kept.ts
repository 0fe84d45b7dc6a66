import { writeAudit } from "@/lib/audit/write-audit";
import type { Ctx } from "@/lib/context";
import { mailDelivery } from "@/lib/mail/delivery";
import { type KeptMail, readKeptMails } from "@/lib/mail/keep";

/**
 * The organization's mails that were kept because there is no mail server, newest first; null when none are kept. That
 * somebody read them is in the audit log: their links let in as a user.
 */
export async function listKeptMails(ctx: Ctx): Promise<KeptMail[] | null> {
  if (mailDelivery() !== "outbox") return null;
  const mails = await readKeptMails(ctx.orgId);
  const entry = { action: "portal.read_outbox", targetKind: "portal", detail: { mails: mails.length } };
  if (mails.length > 0) await ctx.db.run((tx) => writeAudit(tx, ctx, entry));
  return mails;
}
