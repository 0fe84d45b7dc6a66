import { describe, expect, test } from "vitest";
import { formatBytes } from "@/lib/format/bytes";
import { formatDuration } from "@/lib/format/duration";
import { fold, includesTyped } from "@/lib/format/fold";
import { fullStop } from "@/lib/format/full-stop";
import { formatNumber, formatPercent } from "@/lib/format/number";
import { fullName, initials } from "@/lib/format/person";
import { plural } from "@/lib/format/plural";
import { formatExact, formatWhen } from "@/lib/format/time";

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

test.each([
  [0, "0 bytes"],
  [1, "1 byte"],
  [999, "999 bytes"],
  [1000, "1 KB"],
  [1_474_560, "1.5 MB"],
  [999_999, "1 MB"],
  [210_000_000, "210 MB"],
  [1_000_000_000, "1 GB"],
  [1024 ** 3, "1.1 GB"],
])("%d bytes read %s", (sizeBytes, text) => expect(formatBytes(sizeBytes)).toBe(text));

test.each([
  [0, "0 ms"],
  [840, "840 ms"],
  [4200, "4.2 s"],
  [9960, "10 s"],
  [59_400, "59 s"],
  [59_900, "1 min"],
  [192_000, "3 min 12 s"],
  [59 * MINUTE + 59 * SECOND + 900, "1 h"],
  [2 * HOUR + 5 * MINUTE, "2 h 5 min"],
  [3 * DAY + 4 * HOUR, "3 d 4 h"],
])("%d ms last %s", (durationMs, text) => expect(formatDuration(durationMs)).toBe(text));

test("numbers are grouped, shares are per cent, and nouns follow their number", () => {
  expect(formatNumber(1204)).toBe("1,204");
  expect(formatPercent(0.0337)).toBe("3.4 %");
  expect(plural(1, "user")).toBe("1 user");
  expect(plural(0, "user")).toBe("0 users");
  expect(plural(1204, "entry", "entries")).toBe("1,204 entries");
});

describe("when something happened", () => {
  const now = new Date("2026-05-10T12:00:00Z");
  test.each([
    [0, "just now"],
    [-30 * SECOND, "just now"],
    [20 * SECOND, "in a moment"],
    [-3 * MINUTE, "today 11:57"],
    [3 * MINUTE, "today 12:03 (in 3 minutes)"],
    [4 * HOUR, "today 16:00 (in 4 hours)"],
    [13 * HOUR, "tomorrow 01:00 (in 13 hours)"],
    [25 * HOUR, "tomorrow 13:00"],
    [-13 * HOUR, "yesterday 23:00"],
    [-DAY, "yesterday 12:00"],
    [-3 * DAY, "7 May, 12:00"],
    [-30 * DAY, "10 Apr, 12:00"],
    [-400 * DAY, "5 Apr 2025, 12:00"],
  ])("%d ms from now is %s", (distanceMs, text) =>
    expect(formatWhen(new Date(now.getTime() + distanceMs), now, "UTC")).toBe(text),
  );

  test("which day it is, the reader's zone says", () => {
    const late = new Date("2026-05-10T21:30:00Z");
    expect(formatWhen(late, now, "UTC")).toBe("today 21:30 (in 10 hours)");
    expect(formatWhen(late, now, "Europe/Helsinki")).toBe("tomorrow 00:30 (in 10 hours)");
  });

  test("the exact time names its zone", () => {
    expect(formatExact(now, "UTC")).toBe("10 May 2026, 12:00:00 UTC");
    expect(formatExact(now, "Europe/Helsinki")).toBe("10 May 2026, 15:00:00 EEST");
  });
});

test("a person without a name has no name, and initials for an avatar even so", () => {
  expect(fullName(" ", "")).toBe("");
  expect(fullName("Ada", "Byron")).toBe("Ada Byron");
  expect(initials("Ada King Byron")).toBe("AB");
  expect(initials("ada.byron@example.com")).toBe("AB");
  expect(initials("Åsa")).toBe("Å");
  expect(initials("")).toBe("?");
});

test.each([
  [" E-mail_Address", "emailaddress"],
  ["Ｔｅａｍ　№１", "teamno1"],
  ["Ålesund (nord)", "ålesundnord"],
])("%j is folded to %j", (text, folded) => expect(fold(text)).toBe(folded));

test("a typed text is found in any letter case, without the blanks around it", () => {
  const found = ["Human Resources", "Sales", "HR"].filter((text) => includesTyped(text, " hR "));
  expect(found).toEqual(["HR"]);
  expect(includesTyped("Sales", "  ")).toBe(true);
});

test.each([
  ["Found: Dept", "Found: Dept."],
  ["Found: Dept.", "Found: Dept."],
  ['It is called "Dept."', 'It is called "Dept."'],
  ["Found: Depart…", "Found: Depart…"],
  ["Found: Really?", "Found: Really?."],
])("%j ends with one full stop", (sentence, ended) => expect(fullStop(sentence)).toBe(ended));
