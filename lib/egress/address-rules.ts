import { BlockList, isIP } from "node:net";
import ipaddr from "ipaddr.js";
import { env } from "@/lib/env";

/** Ranges that ipaddr.js takes for ordinary ones: Azure's wire server, and IPv4 in the lowest addresses of IPv6. */
const ALSO_BLOCKED = ranges(["168.63.129.16/32", "::/96"]);
/** All that is routed of IPv6 on the internet. */
const GLOBAL_IPV6 = ranges(["2000::/3"]);

let allowed: BlockList | undefined;

/** Whether we may connect to a resolved address. Names must be resolved first: `127.1` is one that resolves. */
export function isAllowedAddress(address: string): boolean {
  const [bare = ""] = address.split("%");
  const version = isIP(bare);
  if (version === 0) return false;
  return isNamedByOperator(bare) || isPublicAddress(bare);
}

/** Whether the operator has opened a resolved address by `EGRESS_ALLOW`. */
export function isNamedByOperator(address: string): boolean {
  const version = isIP(address);
  if (version === 0) return false;
  allowed ??= parseAllowList(env().EGRESS_ALLOW ?? "");
  return allowed.check(address, version === 6 ? "ipv6" : "ipv4");
}

/**
 * Whether an address is one of the public internet's: not our own machine, a private network, cloud metadata, multicast,
 * reserved, or a translation to one of these. `process` takes an IPv4 address out of its IPv6 form.
 */
export function isPublicAddress(address: string): boolean {
  if (ALSO_BLOCKED.check(address, isIP(address) === 6 ? "ipv6" : "ipv4")) return false;
  const parsed = ipaddr.process(address);
  const plain = parsed.toString();
  if (parsed.range() !== "unicast" || ALSO_BLOCKED.check(plain, parsed.kind())) return false;
  return parsed.kind() === "ipv4" || GLOBAL_IPV6.check(plain, "ipv6");
}

/** The port below 1024 of a protocol that we speak: SSH, HTTPS. */
export type UsualPort = 22 | 443;

/** Whether a customer's server may listen there: the protocol's own port, or one that needs no privileges and isn't ours. */
export function isAllowedPort(port: number, usual: UsualPort = 22): boolean {
  if (!Number.isInteger(port) || port > 65_535) return false;
  return (port === usual || port >= 1024) && !ownPorts().has(port);
}

/** `EGRESS_ALLOW`: addresses and ranges, separated by commas, that are open although they are blocked by default. */
export function parseAllowList(text: string): BlockList {
  const entries = text.split(/[\s,]+/).filter(Boolean);
  return ranges(entries);
}

function ranges(entries: readonly string[]): BlockList {
  const list = new BlockList();
  for (const entry of entries) add(list, entry);
  return list;
}

function add(list: BlockList, entry: string): void {
  const [address = "", bits] = entry.split("/");
  const version = isIP(address);
  const bitsMax = version === 6 ? 128 : 32;
  const prefix = bits === undefined ? bitsMax : Number(bits);
  if (version === 0 || bits === "" || !Number.isInteger(prefix) || prefix < 0 || prefix > bitsMax) {
    throw new Error(`EGRESS_ALLOW: "${entry}" is not an address or a range such as 10.0.5.0/24.`);
  }
  list.addSubnet(address, prefix, version === 6 ? "ipv6" : "ipv4");
}

function ownPorts(): ReadonlySet<number> {
  const { PORT, DATABASE_URL } = env();
  const database = DATABASE_URL && URL.canParse(DATABASE_URL) ? new URL(DATABASE_URL).port || "5432" : "0";
  return new Set([PORT, Number(database)]);
}
