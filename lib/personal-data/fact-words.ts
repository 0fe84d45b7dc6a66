import { decimalIn } from "@/lib/format/number";
import type { PortalTexts } from "@/lib/messages/texts";
import type { Locale } from "@/lib/model/locale";
import type { OwnFact } from "@/lib/personal-data/own-profile";

/** What every user has beside profile fields, by the label it has in English. */
const OWN = { Name: "me.name", "E-mail": "me.email", Mobile: "me.mobile", Teams: "me.teams" } as const;

/** The label of a fact in its reader's language; a profile field is called what the organization calls it. */
export function factLabel({ label, type }: OwnFact, t: PortalTexts): string {
  return type === undefined && label in OWN ? t(OWN[label as keyof typeof OWN]) : label;
}

/** Its values as the language writes them. */
export function factValues({ values, type }: OwnFact, t: PortalTexts, locale: Locale): readonly string[] {
  if (type === "yes_no")
    return values.map((value) => (value === "Yes" ? t("me.yes") : value === "No" ? t("me.no") : value));
  if (type === "date") return values.map((value) => longDate(value, locale));
  if (type === "number") return values.map((value) => decimalIn(locale, value));
  return values;
}

function longDate(iso: string, locale: Locale): string {
  const day = new Date(`${iso}T00:00:00Z`);
  if (Number.isNaN(day.getTime())) return iso;
  const written = locale === "en" ? "en-GB" : locale;
  return new Intl.DateTimeFormat(written, { dateStyle: "long", timeZone: "UTC" }).format(day);
}
