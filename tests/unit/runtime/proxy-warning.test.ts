import { expect, test } from "vitest";
import { proxyWarning } from "@/lib/runtime/proxy-warning";

test("https without a known proxy is warned of; with one, or without https, nothing is said", () => {
  expect(proxyWarning({ url: "https://people.acme.example", hops: 0 })).toContain("TRUSTED_PROXY_HOPS is 0");
  expect(proxyWarning({ url: "https://people.acme.example", hops: 1 })).toBeNull();
  expect(proxyWarning({ url: "http://localhost:3000", hops: 0 })).toBeNull();
});
