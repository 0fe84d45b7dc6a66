import { createTranslator } from "next-intl";
import deMail from "@/lib/messages/de/mail.json";
import dePortal from "@/lib/messages/de/portal.json";
import enMail from "@/lib/messages/en/mail.json";
import enPortal from "@/lib/messages/en/portal.json";
import fiMail from "@/lib/messages/fi/mail.json";
import fiPortal from "@/lib/messages/fi/portal.json";
import nlMail from "@/lib/messages/nl/mail.json";
import nlPortal from "@/lib/messages/nl/portal.json";
import svMail from "@/lib/messages/sv/mail.json";
import svPortal from "@/lib/messages/sv/portal.json";
import type { Locale } from "@/lib/model/locale";

/** English is what the others are measured by: a text that one of them lacks does not compile. */
const PORTAL: Readonly<Record<Locale, typeof enPortal>> = {
  ...{ en: enPortal, fi: fiPortal, sv: svPortal, nl: nlPortal, de: dePortal },
};
const MAIL: Readonly<Record<Locale, typeof enMail>> = {
  ...{ en: enMail, fi: fiMail, sv: svMail, nl: nlMail, de: deMail },
};

/** Texts of the portal in a language: `t("signIn.title")`. On the server only; the browser is passed what it shows. */
export function portalTexts(locale: Locale) {
  return createTranslator({ locale, messages: PORTAL[locale], timeZone: "UTC" });
}

export type PortalTexts = ReturnType<typeof portalTexts>;

/** Texts of mails in a language. */
export function mailTexts(locale: Locale) {
  return createTranslator({ locale, messages: MAIL[locale], timeZone: "UTC" });
}

export type MailTexts = ReturnType<typeof mailTexts>;

/** The parts of a text around one of its values, for where only the browser knows it. */
export function around(write: (mark: string) => string): readonly [before: string, after: string] {
  const [before = "", after = ""] = write(MARK).split(MARK);
  return [before, after];
}

/** No text has it. */
const MARK = "\u{1}";
