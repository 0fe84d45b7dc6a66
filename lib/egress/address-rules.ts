import { BlockList, isIP } from "node:net";
import { env } from "@/lib/env";

/** Addresses that no customer's server has: our own machine, private networks, cloud metadata, translations to them. */
const BLOCKED = ranges([
  "0.0.0.0/8",
  "10.0.0.0/8",
  "100.64.0.0/10",
  "127.0.0.0/8",
  "169.254.0.0/16",
  "172.16.0.0/12",
  "192.0.0.0/24",
  "192.0.2.0/24",
  "192.168.0.0/16",
  "198.18.0.0/15",
  "198.51.100.0/24",
  "203.0.113.0/24",
  "224.0.0.0/4",
  "240.0.0.0/4",
  "::/96",
  "64:ff9b::/96",
  "64:ff9b:1::/48",
  "100::/64",
  "2001::/23",
  "2001:db8::/32",
  "2002::/16",
  "fc00::/7",
  "fe80::/10",
  "fec0::/10",
  "ff00::/8",
]);

let allowed: BlockList | undefined;

/** Whether we may connect to a resolved address. Names must be resolved first: `127.1` is one that resolves. */
export function isAllowedAddress(address: string): boolean {
  const [bare = ""] = address.split("%");
  const version = isIP(bare);
  if (version === 0) return false;
  const family = version === 6 ? "ipv6" : "ipv4";
  allowed ??= parseAllowList(env().EGRESS_ALLOW ?? "");
  return allowed.check(bare, family) || !BLOCKED.check(bare, family);
}

/** Whether a customer's server may listen there: SSH's own port, or one that needs no privileges and isn't ours. */
export function isAllowedPort(port: number): boolean {
  if (!Number.isInteger(port) || port > 65_535) return false;
  return (port === 22 || port >= 1024) && !ownPorts().has(port);
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
