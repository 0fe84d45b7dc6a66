import { describe, expect, test } from "vitest";
import { portalNext, portalPath } from "@/lib/auth/portal/place";
import { signInMail } from "@/lib/auth/portal/request-link";
import { escapeHtml, plainLine } from "@/lib/mail/mail";

const facts = {
  names: { organization: "Acme", workspace: "People" },
  ...{ name: "Ann Lee", link: "https://x.example/p/acme/people/enter?token=abc&next=%2Fp", minutes: 15 },
};

describe("the mail with a link", () => {
  test("says whose it is, how long it works, and the same in both forms", () => {
    const mail = signInMail(facts);
    expect(mail.subject).toBe("Sign in to People");
    for (const part of ["Hello Ann Lee,", "People of Acme", "15 minutes"]) {
      expect(mail.text).toContain(part);
      expect(mail.html).toContain(part);
    }
    expect(mail.text).toContain(`\n${facts.link}\n`);
    expect(mail.html).toContain(`href="${escapeHtml(facts.link)}"`);
    expect(signInMail({ ...facts, name: "" }).text).toContain("Hello,");
  });

  test("names are text, whatever they are made of", () => {
    const evil = '<img src=x onerror=alert(1)>"\r\nBcc: all@x.example\u2028\u202e';
    const mail = signInMail({ ...facts, name: evil, names: { organization: evil, workspace: evil } });
    expect(mail.html).not.toMatch(/<img|<script/);
    expect(mail.subject).not.toMatch(/[\r\n\u2028\u202e]/);
    expect(mail.text).not.toMatch(/\nBcc:/);
  });

  test("it has nothing that tells whether it was opened", () => {
    expect(signInMail(facts).html).not.toMatch(/<(img|link|style|iframe)|url\(|background=/i);
    const targets = [...signInMail(facts).html.matchAll(/(?:href|src)="([^"]*)"/g)].map(([, to]) => to);
    expect(targets).toEqual([escapeHtml(facts.link)]);
  });
});

test.each([
  ["a\r\nb", "a b"],
  ["  a \t b  ", "a b"],
  ["\u0000\u0007x\u0085y", "x y"],
  ["x".repeat(300), "x".repeat(200)],
])("%j in a header is %j", (raw, plain) => {
  expect(plainLine(raw)).toBe(plain);
});

describe("where to go after signing in", () => {
  const slugs = { org: "acme", workspace: "people" };
  const base = portalPath(slugs);

  test.each([
    [`${base}/news`, `${base}/news`],
    [`${base}/teams`, `${base}/teams`],
    [`${base}/news?a=1`, `${base}/news?a=1`],
    [base, base],
    [null, base],
    [`${base}/enter?token=x`, base],
    [`${base}/sign-in`, base],
    [`${base}2/news`, base],
    [`${base}/../../../acme/settings`, base],
    [`${base}/%2e%2e/other/news`, base],
    ["/p/acme/other/news", base],
    ["/acme/people/users", base],
    ["https://evil.example/p/acme/people/news", base],
    ["//evil.example", base],
    [`${base}/\\evil.example`, base],
    [`${base}/news\r\nSet-Cookie: a=b`, base],
  ])("%j leads to %j", (next, to) => {
    expect(portalNext(next, slugs)).toBe(to);
  });
});
