import { expect, test } from "vitest";
import { clientIp, networkOf, PEER_HEADER } from "@/lib/auth/client-ip";

function from(peer: string | null, forwarded?: string) {
  const headers = new Headers(peer ? { [PEER_HEADER]: peer } : {});
  if (forwarded) headers.set("x-forwarded-for", forwarded);
  return (hops: number) => clientIp(headers, hops);
}

test("without a proxy of ours the socket's address counts, whatever the client claims", () => {
  expect(from("203.0.113.7")(0)).toBe("203.0.113.7");
  expect(from("203.0.113.7", "1.2.3.4")(0)).toBe("203.0.113.7");
  expect(from("::ffff:203.0.113.7", "1.2.3.4, 5.6.7.8")(0)).toBe("203.0.113.7");
});

test("behind proxies of ours the address counts that the outermost of them saw", () => {
  expect(from("10.0.0.1", "203.0.113.7")(1)).toBe("203.0.113.7");
  expect(from("10.0.0.1", "1.2.3.4, 203.0.113.7")(1)).toBe("203.0.113.7");
  expect(from("10.0.0.1", "1.2.3.4, 203.0.113.7, 10.0.0.2")(2)).toBe("203.0.113.7");
});

test("what is no address is nobody's", () => {
  expect(from(null)(0)).toBeNull();
  expect(from("unix:")(0)).toBeNull();
  expect(from("10.0.0.1", "<script>")(1)).toBeNull();
});

test("tries are counted by IPv4 address and by IPv6 network", () => {
  expect(networkOf("203.0.113.7")).toBe("203.0.113.7");
  expect(networkOf("2001:db8:1:2:aaaa::1")).toBe(networkOf("2001:db8:1:2:bbbb::9"));
  expect(networkOf("2001:db8:1:2::1")).not.toBe(networkOf("2001:db8:1:3::1"));
  expect(networkOf(null)).toBe("unknown");
});
