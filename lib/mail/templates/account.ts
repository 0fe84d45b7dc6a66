import { type Letter, letter, named } from "@/lib/mail/mail";
import { mailTexts } from "@/lib/messages/texts";
import type { Locale } from "@/lib/model/locale";

/** Without the name that was entered: anyone can have this mail sent to anybody, and would write with it what they like. */
export function confirmSignUpMail(locale: Locale, { link }: { link: string }): Letter {
  const t = mailTexts(locale);
  return letter({
    ...{ locale, name: "", subject: t("signUp.subject"), before: [t("signUp.text")] },
    ...{ link, action: t("signUp.action"), after: [t("signUp.life"), t("signUp.notYou")] },
  });
}

type Links = { signIn: string; forgot: string };

/** For someone who signs up with the address of their account: the form tells everyone the same. */
export function alreadyAccountMail(locale: Locale, { name, links }: { name: string; links: Links }): Letter {
  const t = mailTexts(locale);
  const written = letter({
    ...{ locale, name, subject: t("already.subject"), before: [t("already.text")] },
    ...{ link: links.signIn, action: t("already.action"), after: [t("already.notYou")] },
  });
  const footer = { text: t("already.why"), links: [{ label: t("already.forgot"), href: links.forgot }] };
  return { ...written, footer };
}

export function resetPasswordMail(locale: Locale, { name, link }: { name: string; link: string }): Letter {
  const t = mailTexts(locale);
  return letter({
    ...{ locale, name, subject: t("reset.subject"), before: [t("reset.text")] },
    ...{ link, action: t("reset.subject"), after: [t("link.minutes30"), t("link.notRequested")] },
  });
}

/** After the fact, so that its owner notices when it was someone else. */
export function passwordChangedMail(
  locale: Locale,
  { name, forgot }: { name: string; forgot: string },
): Letter {
  const t = mailTexts(locale);
  return letter({
    ...{ locale, name, subject: t("password.subject") },
    ...{ before: [t("password.text"), t("password.notYou")], link: forgot, action: t("reset.subject") },
    after: [],
  });
}

export function verifyAddressMail(locale: Locale, { name, link }: { name: string; link: string }): Letter {
  const t = mailTexts(locale);
  return letter({
    ...{ locale, name, subject: t("verify.subject"), before: [t("verify.text")] },
    ...{ link, action: t("verify.action"), after: [t("link.hours24"), t("link.notRequested")] },
  });
}

type Invited = { organization: string; invitedBy: string; role: string; link: string };

/** `role`: as `invitedRole` says it in the same language. */
export function invitationMail(locale: Locale, { organization, invitedBy, role, link }: Invited): Letter {
  const t = mailTexts(locale);
  const facts = { organization: named(organization), who: named(invitedBy), role };
  return letter({
    ...{ locale, name: "", subject: t("invited.subject", facts), organization: named(organization) },
    before: [t("invited.text", facts)],
    ...{ link, action: t("invited.action"), after: [t("invited.life"), t("invited.unknown")] },
  });
}

type Access = {
  name: string;
  organization: string;
  workspace: string;
  givenBy: string;
  role: string;
  link: string;
};

/** To a member of the organization who was given a role in one of its workspaces. */
export function accessMail(
  locale: Locale,
  { name, organization, workspace, givenBy, role, link }: Access,
): Letter {
  const t = mailTexts(locale);
  const facts = {
    ...{ organization: named(organization), workspace: named(workspace), who: named(givenBy), role },
  };
  return letter({
    ...{ locale, name, subject: t("access.subject", facts), organization: named(organization) },
    ...{ before: [t("access.text", facts)], link, action: t("access.action"), after: [] },
  });
}
