import { type Letter, letter, named } from "@/lib/mail/mail";
import { mailTexts, portalTexts } from "@/lib/messages/texts";
import type { Locale } from "@/lib/model/locale";

type Facts = {
  names: { organization: string; workspace: string };
  /** Of the user; may be empty. */
  name: string;
  link: string;
  minutes: number;
};

/** The mail with a link that signs a user in to the portal of their workspace. */
export function signInMail(locale: Locale, { names, name, link, minutes }: Facts): Letter {
  const t = mailTexts(locale);
  const facts = { workspace: named(names.workspace), organization: named(names.organization) };
  const button = portalTexts(locale)("signIn.title");
  return letter({
    ...{ locale, name, subject: t("signIn.subject", facts), organization: facts.organization },
    before: [t("signIn.text", facts)],
    ...{ link, action: t("signIn.action") },
    after: [t("signIn.life", { minutes, button }), t("signIn.notYou")],
  });
}
