import { type Letter, letter, named } from "@/lib/mail/mail";
import { mailTexts } from "@/lib/messages/texts";
import type { Locale } from "@/lib/model/locale";

type Linking = { name: string; label: string; link: string };

/** The label is what owners of an organization call their provider. */
export function linkIdentityMail(locale: Locale, { name, label, link }: Linking): Letter {
  const t = mailTexts(locale);
  return letter({
    ...{ locale, name, subject: t("sso.link.subject") },
    before: [t("sso.link.text", { provider: named(label) })],
    ...{ link, action: t("sso.link.action"), after: [t("sso.link.life"), t("already.notYou")] },
  });
}

type Bypassed = { name: string; who: string; organization: string };

/** Owners may open the organization without single sign-on, and the others are told. */
export function bypassedMail(locale: Locale, { name, who, organization }: Bypassed): Letter {
  const t = mailTexts(locale);
  const facts = { organization: named(organization), who: named(who) };
  return letter({
    ...{ locale, name, subject: t("sso.bypassed.subject", facts), organization: facts.organization },
    ...{ before: [t("sso.bypassed.text", facts)], after: [t("sso.bypassed.ask")] },
  });
}
