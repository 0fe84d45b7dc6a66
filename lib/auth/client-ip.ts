import ipaddr from "ipaddr.js";

/** Set by `instrumentation.ts` from the socket itself; whatever a client sends under this name is overwritten. */
export const PEER_HEADER = "x-rollcall-peer";

/**
 * Who is at the other end, as far as it can be trusted: the socket's address, or behind `hops` proxies of ours the
 * address that the outermost of them saw. IPv6 is cut to its /64, which one customer of a provider owns as a whole.
 * Null when it can't be told.
 */
export function clientIp(headers: Headers, hops: number): string | null {
  const forwarded = headers.get("x-forwarded-for")?.split(",") ?? [];
  const peer = headers.get(PEER_HEADER);
  const chain = [...forwarded, ...(peer ? [peer] : [])].map((part) => part.trim());
  // Without the peer's own address nothing in the chain is beyond doubt, so the nearest entry has to do.
  const seen = chain[chain.length - 1 - hops] ?? chain[0];
  return seen ? network(seen) : null;
}

function network(address: string): string | null {
  if (!ipaddr.isValid(address)) return null;
  const ip = ipaddr.process(address);
  if (ip.kind() === "ipv4") return ip.toString();
  const parts = ip.toByteArray().map((byte, index) => (index < 8 ? byte : 0));
  return `${ipaddr.fromByteArray(parts).toString()}/64`;
}
