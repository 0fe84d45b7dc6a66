import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { around, mailTexts, portalTexts } from "@/lib/messages/texts";
import { LOCALES, type Locale } from "@/lib/model/locale";

const CATALOGS = ["portal", "mail"] as const;
const others = LOCALES.filter((locale) => locale !== "en");

/** Key -> text. */
function catalog(locale: Locale, name: string): Map<string, string> {
  const path = fileURLToPath(new URL(`../../../lib/messages/${locale}/${name}.json`, import.meta.url));
  return new Map(leaves(JSON.parse(readFileSync(path, "utf8")), ""));
}

function leaves(value: unknown, at: string): [string, string][] {
  if (typeof value === "string") return [[at, value]];
  return Object.entries(value ?? {}).flatMap(([key, inner]) => leaves(inner, at ? `${at}.${key}` : key));
}

/** Every value and mark that a text takes, with its kind: `count plural`, `name`, `<who>`. */
function taken(text: string): string[] {
  const values = [...text.matchAll(/\{(\w+)(?:,\s*(\w+))?(?=[,}])/g)].map(([, name, kind = ""]) =>
    `${name} ${kind}`.trim(),
  );
  const marks = [...text.matchAll(/<(\w+)>/g)].map(([mark]) => mark);
  return [...new Set([...values, ...marks])].sort();
}

describe.each(CATALOGS)("%s", (name) => {
  const english = catalog("en", name);

  test.each(others)("%s has the keys of English, each with the same values and marks", (locale) => {
    const own = catalog(locale, name);
    expect([...own.keys()]).toEqual([...english.keys()]);
    for (const [key, text] of english) expect([key, taken(own.get(key) ?? "")]).toEqual([key, taken(text)]);
  });

  test.each(others)("%s is translated: what is the same in English is a word that both have", (locale) => {
    const same = [...catalog(locale, name)].filter(([key, text]) => text === english.get(key));
    const sentences = same.filter(([, text]) => /\p{L}{4,}.*\s/u.test(withoutValues(text)));
    expect(sentences).toEqual([]);
  });

  test.each(LOCALES)("%s formats every text", (locale) => {
    const failed: string[] = [];
    const t = name === "portal" ? portalTexts(locale) : mailTexts(locale);
    for (const [key, text] of catalog(locale, name)) {
      const values = Object.fromEntries(taken(text).map((each) => sampleOf(each)));
      const said = String(t.markup(key as never, values as never));
      if (said.includes("{") || said === key || said === "") failed.push(`${key}: ${said}`);
    }
    expect(failed).toEqual([]);
  });
});

/** Plurals hold braces of their own. */
function withoutValues(text: string): string {
  const less = text.replace(/\{[^{}]*\}/g, "");
  return less === text ? text : withoutValues(less);
}

function sampleOf(each: string): [string, unknown] {
  const mark = /^<(\w+)>$/.exec(each)?.[1];
  if (mark) return [mark, (shown: string) => shown];
  const [name = "", kind] = each.split(" ");
  return [name, kind ? 1200 : "Ann"];
}

test("numbers are written as the language does", () => {
  const members = (locale: Locale) =>
    portalTexts(locale)("teams.members", { count: 1200 }).replace(/\s/g, " ");
  expect(LOCALES.map(members)).toEqual([
    ...["1,200 members", "1 200 jäsentä", "1 200 medlemmar", "1.200 leden", "1.200 Mitglieder"],
  ]);
});

test("a text is cut around a value that only the browser knows", () => {
  const cut = around((email) => portalTexts("de")("signIn.sent", { email, minutes: 15 }));
  expect(cut[0]).toBe("Falls ");
  expect(cut[1]).toMatch(/^ hier registriert ist/);
});
