import { afterEach, describe, expect, test } from "vitest";
import { formatBytes } from "@/lib/format/bytes";
import { dayTimeIn } from "@/lib/format/dates-in";
import { formatDuration } from "@/lib/format/duration";
import { decimalIn, formatNumber, formatPercent } from "@/lib/format/number";
import { plural } from "@/lib/format/plural";
import { formatDay, formatDayTime, formatExact, formatTime, formatWhen, isoDayIn } from "@/lib/format/time";
import { shownValue } from "@/lib/users/values";
import { memberLocale } from "@/lib/values/language";

const at = new Date("2026-11-28T14:03:11Z");
const nextYear = new Date("2027-01-10T12:00:00Z");
const plain = (text: string) => text.replace(/[\u00A0\u202F]/g, " ");
const readIn = (locale: string) => {
  globalThis.readerLocale = () => locale;
};

afterEach(() => {
  globalThis.readerLocale = undefined;
});

describe.each([
  ["fi-FI", "28.11.2026", "14.03", "1 234,5"],
  ["sv-SE", "2026-11-28", "14:03", "1 234,5"],
  ["nl-NL", "28-11-2026", "14:03", "1.234,5"],
  ["de-DE", "28.11.2026", "14:03", "1.234,5"],
  ["de-CH", "28.11.2026", "14:03", "1’234.5"],
  ["en-FI", "28 Nov 2026", "14.03", "1 234,5"],
  ["en-US", "Nov 28, 2026", "2:03 PM", "1,234.5"],
  ["en-GB", "28 Nov 2026", "14:03", "1,234.5"],
])("a reader of %s", (locale, day, time, number) => {
  test("sees dates, times and numbers as there", () => {
    readIn(locale);
    expect(plain(formatDay(at, nextYear, "UTC"))).toBe(day);
    expect(plain(formatTime(at, "UTC"))).toBe(time);
    expect(plain(formatNumber(1234.5))).toBe(number);
  });
});

test("words stay English", () => {
  readIn("fi-FI");
  expect(formatWhen(at, at, "UTC")).toBe("just now");
  expect(formatWhen(at, new Date("2026-11-28T20:00:00Z"), "UTC")).toBe("today 14.03");
  expect(formatWhen(at, new Date("2026-11-28T10:00:00Z"), "UTC")).toBe("today 14.03 (in 4 hours)");
  expect(formatDayTime(at, nextYear, "UTC")).toBe("28.11.2026 14.03");
  expect(formatExact(at, "UTC")).toBe("28.11.2026 14.03.11 UTC");
  expect(plain(plural(1204, "user"))).toBe("1 204 users");
  expect(formatBytes(1_474_560)).toBe("1,5 MB");
  expect(formatDuration(4200)).toBe("4,2 s");
  expect(formatPercent(0.0337)).toBe("3,4 %");
});

test("what is written in a language of its own does not follow the reader", () => {
  const before = dayTimeIn("en", at, nextYear, "UTC");
  readIn("fi-FI");
  expect(dayTimeIn("en", at, nextYear, "UTC")).toBe(before);
});

test("days and numbers of profile fields are as the reader writes them, as stored in English", () => {
  const field = { id: 1, label: "Since", options: [] } as const;
  const shown = () => [
    shownValue({ ...field, type: "date" }, "2026-11-28"),
    shownValue({ ...field, type: "number" }, "1234.5"),
    shownValue({ ...field, type: "text" }, "2026-11-28 1234.5"),
  ];
  expect(shown()).toEqual([["2026-11-28"], ["1234.5"], ["2026-11-28 1234.5"]]);
  readIn("fi-FI");
  expect(shown()).toEqual([["28.11.2026"], ["1234,5"], ["2026-11-28 1234.5"]]);
  expect(isoDayIn("fi-FI", "not a day")).toBe("not a day");
  expect(decimalIn("de-DE", "12")).toBe("12");
});

test.each([
  ["fi", "fi-FI,fi;q=0.9,en-US;q=0.8", "fi-FI"],
  ["en", "fi-FI,fi;q=0.9,en-US;q=0.8,en;q=0.7", "en-FI"],
  ["en", "en-US,en;q=0.9", "en-US"],
  ["en", "en", "en-GB"],
  ["en", null, "en-GB"],
  [null, null, "en-GB"],
  [null, "de-AT", "de-AT"],
  [null, "ja", "en-GB"],
  ["sv", null, "sv"],
  ["sv", "zh-Hant-FI", "sv-FI"],
  ["de", "en-US;q=0.1, de-CH;q=0.9", "de-CH"],
  ["fi", "en-US", "fi"],
  ["nl", "x-!!,en-001,*;q=0.1", "nl"],
] as const)("an account in %s and a browser that asks for %s read %s", (language, asked, locale) => {
  expect(memberLocale(language, asked)).toBe(locale);
});
