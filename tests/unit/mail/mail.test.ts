import { describe, expect, test } from "vitest";
import { portalNext, portalPath } from "@/lib/auth/portal/place";
import { plainLine } from "@/lib/mail/mail";

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
