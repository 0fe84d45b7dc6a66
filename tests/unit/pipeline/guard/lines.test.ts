import { expect, it } from "vitest";
import { defaultText } from "@/lib/pipeline/guard/lines";

it.each([
  ["removals", "Default: 5 users and 10 %."],
  ["shrunk", "Default: 80 %."],
  ["massUpdate", "Default: 20 users and 50 %."],
  ["noRows", "Default: on."],
  ["headerDrift", "Default: on."],
  ["reKey", "Default: on."],
  ["olderFile", "Default: on."],
  ["expiryDays", "Default: 7 days."],
  ["firstRun", "Default: on."],
] as const)("the default of %s is told as it is set", (name, text) => {
  expect(defaultText(name)).toBe(text);
});
