// Here, not among the unit tests: what Next gives for testing its matcher replaces globals of the whole thread.

import { readdirSync } from "node:fs";
import fc from "fast-check";
import { unstable_doesMiddlewareMatch as doesMatch } from "next/experimental/testing/server";
import { NextRequest } from "next/server";
import { describe, expect, test } from "vitest";
import { RESERVED_ORG_SLUGS } from "@/lib/organizations/schema";
import { slugSchema } from "@/lib/slug";
import nextConfig from "@/next.config";
import { config, proxy } from "@/proxy";

const ORIGIN = "http://localhost:3000";
const OURS = ["icon", "favicon", "api-upload", "api-inngest", "next-static", "images", "apiary", "public"];
const slug = fc
  .tuple(fc.constantFrom("", ...OURS), fc.stringMatching(/^[a-z0-9][a-z0-9-]{0,12}[a-z0-9]$/))
  .map(([start, rest]) => `${start}${rest}`.slice(0, 40).replace(/-$/, "x"))
  .filter((text) => slugSchema(RESERVED_ORG_SLUGS).safeParse(text).success);

const passes = (path: string) => doesMatch({ config, nextConfig, url: `${ORIGIN}${path}` });

describe("security headers", () => {
  test("are set for every organization, whatever its address begins with", () => {
    fc.assert(
      fc.property(slug, slug, (org, workspace) => {
        for (const path of [`/${org}`, `/${org}/${workspace}/users`, `/p/${org}/${workspace}/enter`]) {
          expect(passes(path), path).toBe(true);
        }
      }),
      { numRuns: 2000 },
    );
  });

  test.each([
    "/",
    "/icon.svg",
    "/favicon.ico",
    "/api/search",
    "/api/uploads",
    "/api/inngestion",
    "/_next/static/x.js",
  ])("are set for %s", (path) => expect(passes(path)).toBe(true));

  test.each(["/api/upload", "/api/inngest"])(
    "are left to the handler of %s, whose body must not be cut",
    (path) => expect(passes(path)).toBe(false),
  );

  test("answer with a policy of this request, and files of the build may be kept by browsers", () => {
    const answer = proxy(new NextRequest(`${ORIGIN}/icon-oy/workspaces`));
    expect(answer.headers.get("content-security-policy")).toMatch(/script-src 'self' 'nonce-[0-9a-f-]{36}'/);
    expect(answer.headers.get("cache-control")).toBe("private, no-store");
    const file = proxy(new NextRequest(`${ORIGIN}/_next/static/chunks/x.js`));
    expect(file.headers.get("x-content-type-options")).toBe("nosniff");
    expect(file.headers.get("cache-control")).toBeNull();
  });

  test("never take a nonce, a policy or a path from whoever asks", () => {
    const headers = {
      "x-nonce": "chosen",
      "x-rollcall-path": "/evil",
      "content-security-policy": "script-src 'nonce-chosen'",
    };
    for (const path of ["/icon-oy/users", "/_next/static/chunks/x.js"]) {
      const answer = proxy(new NextRequest(`${ORIGIN}${path}`, { headers }));
      const forwarded = [...answer.headers].filter(([name]) => name.startsWith("x-middleware-request-"));
      const told = JSON.stringify(forwarded);
      expect(told).not.toMatch(/chosen|evil/);
      expect(answer.headers.get("content-security-policy") ?? "").not.toContain("chosen");
    }
  });
});

test("an address with a NUL character is refused before anything is asked", () => {
  for (const path of ["/acme/staff/users?q=a%00b", "/acme%00/workspaces", "/api/search?q=%00"]) {
    const answer = proxy(new NextRequest(`${ORIGIN}${path}`));
    expect(answer.status, path).toBe(400);
    expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
  }
});

test("no organization can take the first word of an address of ours", () => {
  const folders = ["app", "app/(account)", "app/(auth)", "app/(portal)"].flatMap((folder) =>
    readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && /^[a-z]/.test(entry.name))
      .map((entry) => entry.name),
  );
  expect(folders).toEqual(expect.arrayContaining(["api", "sign-in", "p", "account"]));
  for (const word of [...folders, "icon", "favicon", "next", "apple-icon", "opengraph-image", "manifest"]) {
    expect(RESERVED_ORG_SLUGS.has(word), word).toBe(true);
  }
});
