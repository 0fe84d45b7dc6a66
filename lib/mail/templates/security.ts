import { type Letter, letter, named } from "@/lib/mail/mail";
import { mailTexts } from "@/lib/messages/texts";
import type { Locale } from "@/lib/model/locale";

type Told = { name: string; link: string };

const CHANGES = [
  ...["authenticatorAdded", "authenticatorRemoved", "passkeyAdded", "passkeyRemoved"],
  ...["recoveryCodes", "recoveryCodeUsed", "guessed"],
] as const;

/** After the fact, so that its owner notices when it was someone else. */
function changed(what: (typeof CHANGES)[number]) {
  return (locale: Locale, { name, link }: Told): Letter => {
    const t = mailTexts(locale);
    const said = t("security.nothingToDo", { what: t(`security.${what}.text`) });
    return letter({
      ...{ locale, name, subject: t(`security.${what}.subject`), before: [said, t("security.check")] },
      ...{ link, action: t("security.action"), after: [] },
    });
  };
}

export const authenticatorAddedMail = changed("authenticatorAdded");
export const authenticatorRemovedMail = changed("authenticatorRemoved");
export const passkeyAddedMail = changed("passkeyAdded");
export const passkeyRemovedMail = changed("passkeyRemoved");
export const recoveryCodesMail = changed("recoveryCodes");
export const recoveryCodeUsedMail = changed("recoveryCodeUsed");
export const guessedMail = changed("guessed");

/** To the address that the account has; it names the one to be. */
export function approveEmailMail(locale: Locale, { name, link, email }: Told & { email: string }): Letter {
  const t = mailTexts(locale);
  return letter({
    ...{ locale, name, subject: t("email.approve.subject") },
    before: [t("email.approve.text", { email: named(email) })],
    ...{ link, action: t("email.approve.action"), after: [t("link.hours24"), t("email.approve.notYou")] },
  });
}

/** To the address to be. Without a name: anyone can have this mail sent to anybody. */
export function proveEmailMail(locale: Locale, { link }: { link: string }): Letter {
  const t = mailTexts(locale);
  return letter({
    ...{ locale, name: "", subject: t("email.prove.subject"), before: [t("email.prove.text")] },
    ...{ link, action: t("signUp.action"), after: [t("link.hours24"), t("email.prove.notYou")] },
  });
}

/** To the address to be, when it has an account already: the page says the same to everyone. */
export function emailTakenMail(locale: Locale, { link }: { link: string }): Letter {
  const t = mailTexts(locale);
  return letter({
    ...{ locale, name: "", subject: t("email.taken.subject"), before: [t("email.taken.text")] },
    ...{ link, action: t("already.action"), after: [t("email.taken.notYou")] },
  });
}

/** To the former address. */
export function emailChangedMail(locale: Locale, { name, link, email }: Told & { email: string }): Letter {
  const t = mailTexts(locale);
  return letter({
    ...{ locale, name, subject: t("email.changed.subject") },
    before: [t("email.changed.text", { email: named(email) }), t("email.changed.notYou")],
    ...{ link, action: t("email.changed.action"), after: [] },
  });
}

export function accountDeletedMail(locale: Locale, { name }: { name: string }): Letter {
  const t = mailTexts(locale);
  const subject = t("accountDeleted.subject");
  return letter({
    ...{ locale, name, subject, before: [t("accountDeleted.text")], after: [t("accountDeleted.logs")] },
  });
}
