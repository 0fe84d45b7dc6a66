import type { WorkspaceRole } from "@/drizzle/schema/workspace-members";
import { selectLanguageByEmail } from "@/lib/auth/language.store";
import type { Later } from "@/lib/auth/portal/request-link";
import type { WorkspaceCtx } from "@/lib/context";
import { publicUrl } from "@/lib/env";
import { sendAccountMail } from "@/lib/mail/send";
import { smtpSettings } from "@/lib/mail/smtp";
import { accessMail } from "@/lib/mail/templates/account";
import { workspaceRoleIn } from "@/lib/members/role-words";
import { selectPlace } from "@/lib/members/store";
import { mailTexts } from "@/lib/messages/texts";
import { DEFAULT_LOCALE } from "@/lib/model/locale";

type Person = { email: string; name: string; role: WorkspaceRole };

/** Tells a member by mail that they can open the workspace; nothing without a mail server. */
export async function mailAccess(
  ctx: WorkspaceCtx,
  { email, name, role }: Person,
  later: Later,
): Promise<void> {
  if (!smtpSettings()) return;
  const { place, language } = await ctx.db.run(async (tx) => ({
    place: await selectPlace(tx, ctx),
    language: await selectLanguageByEmail(tx, email),
  }));
  if (!place) return;
  const locale = language ?? DEFAULT_LOCALE;
  const mail = accessMail(locale, {
    ...{ name, organization: place.organization, workspace: place.workspace, givenBy: ctx.actor.label },
    role: workspaceRoleIn(mailTexts(locale), role),
    link: new URL(`/${place.slug}/${place.workspaceSlug}`, publicUrl()).href,
  });
  later(async () => void (await sendAccountMail(ctx, { to: { name, address: email }, ...mail })));
}
