import ipaddr from "ipaddr.js";

/** Set by `instrumentation.ts` from the socket itself; whatever a client sends under this name is overwritten. */
export const PEER_HEADER = "x-rollcall-peer";

/**
 * Who is at the other end, as far as it can be trusted: the socket's address, or behind `hops` of our proxies the
 * address that the outermost of them saw. Null when it is unknown.
 */
export function clientIp(headers: Headers, hops: number): string | null {
  const forwarded = headers.get("x-forwarded-for")?.split(",") ?? [];
  const peer = headers.get(PEER_HEADER);
  const chain = [...forwarded, ...(peer ? [peer] : [])].map((part) => part.trim());
  // Without the peer's own address nothing in the chain is beyond doubt, so the nearest entry has to do.
  const seen = chain[chain.length - 1 - hops] ?? chain[0];
  return seen && ipaddr.isValid(seen) ? ipaddr.process(seen).toString() : null;
}

/** What tries are counted by: an IPv4 address, or the /64 of an IPv6 one, all of which belongs to one customer. */
export function networkOf(ip: string | null): string {
  if (ip === null) return "unknown";
  const address = ipaddr.process(ip);
  if (address.kind() === "ipv4") return address.toString();
  const parts = address.toByteArray().map((byte, index) => (index < 8 ? byte : 0));
  return `${ipaddr.fromByteArray(parts).toString()}/64`;
}
