import { createTranslator } from "next-intl";
import de from "@/lib/messages/de/portal.json";
import en from "@/lib/messages/en/portal.json";
import fi from "@/lib/messages/fi/portal.json";
import nl from "@/lib/messages/nl/portal.json";
import sv from "@/lib/messages/sv/portal.json";
import type { Locale } from "@/lib/model/locale";

/** English is what the others are measured by: a text that one of them lacks does not compile. */
const PORTAL: Readonly<Record<Locale, typeof en>> = { en, fi, sv, nl, de };

/** Texts of the portal in a language: `t("signIn.title")`. On the server only; the browser is passed what it shows. */
export function portalTexts(locale: Locale) {
  return createTranslator({ locale, messages: PORTAL[locale], timeZone: "UTC" });
}

export type PortalTexts = ReturnType<typeof portalTexts>;

/** The parts of a text around one of its values, for where only the browser knows it. */
export function around(write: (mark: string) => string): readonly [before: string, after: string] {
  const [before = "", after = ""] = write(MARK).split(MARK);
  return [before, after];
}

/** No text has it. */
const MARK = "\u{1}";
