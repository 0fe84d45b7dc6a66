import fc from "fast-check";
import { expect, test } from "vitest";
import { safeNext } from "@/lib/auth/safe-next";
import { readAuthSearch, withAuthSearch } from "@/lib/auth/search";

test("a path of ours is where people go after signing in", () => {
  for (const path of ["/acme/members", "/acme/audit-log?about=member&page=2", "/invite/abc-_123", "/"]) {
    expect(safeNext(path)).toBe(path);
  }
});

test("anything that leads elsewhere, or in circles, becomes the start page", () => {
  const refused = [
    ...[
      null,
      undefined,
      "",
      "acme",
      "https://evil.example",
      "//evil.example",
      "///evil.example",
      "/\\evil.example",
    ],
    ...[
      "\\\\evil.example",
      "/\t/evil.example",
      "/\n/evil.example",
      "javascript:alert(1)",
      "http:/evil.example",
    ],
    ...[
      "/.//evil.example",
      "/a/..//evil.example",
      " //evil.example",
      "/sign-in",
      "/sign-in?next=/",
      "/sign-up",
    ],
    ...["/api/auth/signout", "/./sign-in"],
  ];
  for (const next of refused) expect(safeNext(next), String(next)).toBe("/");
});

test("no text whatever leads a browser to another site", () => {
  const piece = fc.constantFrom(
    "/",
    "\\",
    "//",
    ".",
    "..",
    "evil.example",
    "@",
    ":",
    "http:",
    "\t",
    "%2f",
    "?",
    "#",
    "a",
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 8 }), (parts) => {
      const target = new URL(safeNext(parts.join("")), "https://rollcall.example/sign-in");
      expect(target.origin).toBe("https://rollcall.example");
    }),
  );
});

test("what the sign-in page takes from its address is checked, and handed on to the sign-up page", () => {
  expect(readAuthSearch({ next: "//evil.example", email: "<b>" })).toEqual({ next: "/", email: "" });
  expect(readAuthSearch({ next: ["/a", "/b"] })).toEqual({ next: "/", email: "" });
  const search = readAuthSearch({ next: "/invite/x", email: "Anna@Example.com" });
  expect(withAuthSearch("/sign-up", search)).toBe("/sign-up?next=%2Finvite%2Fx&email=anna%40example.com");
  expect(withAuthSearch("/sign-up", { next: "/", email: "" })).toBe("/sign-up");
});
