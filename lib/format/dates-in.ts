import { shortDayIn, shortDayTimeIn } from "@/lib/format/time";

/**
 * "3 May" as a language writes it: "3. toukokuuta", "3 maj", with the year when it is not this one. For texts in that
 * language; `zone` is an IANA name.
 */
export function dayIn(locale: string, at: Date, now: Date, zone: string): string {
  if (locale === "en") return shortDayIn("en-GB", at, now, zone);
  return inWords(locale, at, now, { timeZone: zone });
}

/** The same with the time: "3. Mai um 14:02". */
export function dayTimeIn(locale: string, at: Date, now: Date, zone: string): string {
  if (locale === "en") return shortDayTimeIn("en-GB", at, now, zone);
  return inWords(locale, at, now, { timeZone: zone, hour: "2-digit", minute: "2-digit" });
}

function inWords(locale: string, at: Date, now: Date, options: Intl.DateTimeFormatOptions): string {
  const yearOf = (date: Date) =>
    new Intl.DateTimeFormat("en", { year: "numeric", timeZone: options.timeZone }).format(date);
  const year = yearOf(at) === yearOf(now) ? undefined : "numeric";
  return new Intl.DateTimeFormat(locale, { day: "numeric", month: "long", year, ...options }).format(at);
}
