import { languageOf } from "@/lib/auth/language";
import type { Later } from "@/lib/auth/portal/request-link";
import { hashToken, newToken } from "@/lib/auth/token";
import type { Ctx } from "@/lib/context";
import { publicUrl } from "@/lib/env";
import { sendAccountMail } from "@/lib/mail/send";
import { smtpSettings } from "@/lib/mail/smtp";
import { invitationMail } from "@/lib/mail/templates/account";
import { selectInvitedAccess } from "@/lib/members/access.store";
import { selectInvitation } from "@/lib/members/invitations.store";
import { invitedRole } from "@/lib/members/role-words";
import { describeInvited } from "@/lib/members/roles";
import { mailTexts } from "@/lib/messages/texts";
import { accountOf } from "@/lib/model/actor";
import { DEFAULT_LOCALE } from "@/lib/model/locale";

/** How long a link works: three days. */
export const INVITATION_LIFE_MS = 72 * 3_600_000;

/** `link` is shown once; `mailed`: another one is on its way to the address. */
export type SentInvitation = { link: string; expiresAt: Date; mailed: boolean };

type Links = {
  token: string;
  mailToken: string | null;
  /** What is kept of them. */
  row: { tokenHash: string; mailTokenHash: string | null; createdAt: Date; expiresAt: Date };
};

/** New links of an invitation: one to copy and, with a mail server, one to mail. */
export function newLinks(ctx: Ctx): Links {
  const [token, mailToken] = [newToken(), smtpSettings() ? newToken() : null];
  const createdAt = ctx.clock();
  const expiresAt = new Date(createdAt.getTime() + INVITATION_LIFE_MS);
  const mailTokenHash = mailToken && hashToken(mailToken);
  return { token, mailToken, row: { tokenHash: hashToken(token), mailTokenHash, createdAt, expiresAt } };
}

/** Mails the link of an invitation that was stored, later; gives the one to copy. */
export async function sendLinks(
  ctx: Ctx,
  { id, email, links }: { id: string; email: string; links: Links },
  later: Later,
): Promise<SentInvitation> {
  const { token, mailToken, row } = links;
  const sent = { link: linkOf(token), expiresAt: row.expiresAt, mailed: mailToken !== null };
  if (!mailToken) return sent;
  const found = await ctx.db.run(async (tx) => {
    const invitation = await selectInvitation(tx, ctx.orgId, id);
    return invitation && { ...invitation, workspaces: await selectInvitedAccess(tx, ctx, id) };
  });
  if (!found) return sent;
  const { organization, invitedBy } = found;
  const inviter = accountOf(ctx.actor);
  const locale = inviter ? await languageOf(ctx, inviter) : DEFAULT_LOCALE;
  const role = locale === "en" ? describeInvited(found) : invitedRole(mailTexts(locale), found);
  const mail = invitationMail(locale, {
    ...{ organization: organization.name, invitedBy, role },
    link: linkOf(mailToken),
  });
  later(async () => void (await sendAccountMail(ctx, { to: { name: "", address: email }, ...mail })));
  return sent;
}

function linkOf(token: string): string {
  return new URL(`/invite/${token}`, publicUrl()).href;
}
