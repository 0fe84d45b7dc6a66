import { afterEach, expect, test, vi } from "vitest";
import { contentSecurityPolicy, protectiveHeaders } from "@/lib/auth/security-headers";

const SCRIPT = /script-src ([^;]*)/;

afterEach(() => {
  vi.unstubAllEnvs();
  vi.resetModules();
});

test("scripts run from our own files or with this answer's nonce, and nothing is evaluated", () => {
  const csp = contentSecurityPolicy({ nonce: "abc", https: false, development: false });
  expect(SCRIPT.exec(csp)?.[1]).toBe("'self' 'nonce-abc' 'strict-dynamic'");
  for (const directive of [
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ]) {
    expect(csp).toContain(directive);
  }
});

test("over TLS browsers are told to stay on it, over plain HTTP not", () => {
  expect(protectiveHeaders({ https: true })["strict-transport-security"]).toMatch(/^max-age=\d{8}/);
  expect(protectiveHeaders({ https: false })["strict-transport-security"]).toBeUndefined();
});

test("cookies are bound to the host over TLS, and work without it over plain HTTP", async () => {
  const named = async (url: string) => {
    vi.resetModules();
    vi.stubEnv("ROLLCALL_URL", url);
    return (await import("@/lib/auth/cookies")).cookie("session");
  };
  const plain = { httpOnly: true, sameSite: "lax", path: "/" };
  expect(await named("https://rollcall.example")).toEqual({
    name: "__Host-rollcall.session",
    options: { ...plain, secure: true },
  });
  expect(await named("http://localhost:3000")).toEqual({
    name: "rollcall.session",
    options: { ...plain, secure: false },
  });
});

test("a request that changes something has to come from our own pages", async () => {
  vi.stubEnv("ROLLCALL_URL", "https://rollcall.example");
  const { requireSameOrigin } = await import("@/lib/auth/same-origin");
  const ask = (method: string, headers: Record<string, string>) => () =>
    requireSameOrigin(new Request("https://rollcall.example/api/x", { method, headers }));
  expect(ask("GET", {})).not.toThrow();
  expect(ask("POST", { origin: "https://rollcall.example" })).not.toThrow();
  expect(ask("POST", { "sec-fetch-site": "same-origin" })).not.toThrow();
  const foreign = [
    {},
    { origin: "https://evil.example" },
    { origin: "null" },
    { origin: "http://rollcall.example" },
    { "sec-fetch-site": "same-site" },
    { "sec-fetch-site": "cross-site" },
    { "sec-fetch-site": "none" },
  ];
  for (const headers of foreign) {
    for (const method of ["POST", "PUT", "PATCH", "DELETE"]) {
      expect(ask(method, headers as Record<string, string>), JSON.stringify(headers)).toThrow(
        "did not come from",
      );
    }
  }
});
