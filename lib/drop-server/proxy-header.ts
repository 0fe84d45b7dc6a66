import { isIP } from "node:net";
import ipaddr from "ipaddr.js";

/** `more`: it is not complete yet. `from` null: the balancer itself has connected, to see whether we are there. */
type ProxyHeader = { bytes: number; from: string | null } | "more" | "invalid";

/** The longest line of version 1. */
const LINE_BYTES_MAX = 107;
/** Addresses and a few remarks; more than any balancer adds. */
const EXTRA_BYTES_MAX = 1024;
const SIGNATURE = Buffer.from("\r\n\r\n\0\r\nQUIT\n", "latin1");

/**
 * The header of the PROXY protocol, version 1 or 2, at the beginning of a connection: how long it is, and who connected to
 * the balancer. Strict: whatever is not exactly such a header is invalid.
 * See https://www.haproxy.org/download/2.8/doc/proxy-protocol.txt
 */
export function readProxyHeader(start: Buffer): ProxyHeader {
  const shared = Math.min(start.length, SIGNATURE.length);
  if (start.subarray(0, shared).equals(SIGNATURE.subarray(0, shared))) {
    return start.length < 16 ? "more" : readVersion2(start);
  }
  return readVersion1(start);
}

function readVersion1(start: Buffer): ProxyHeader {
  const prefix = "PROXY ";
  if (!prefix.startsWith(start.toString("latin1", 0, prefix.length))) return "invalid";
  const end = start.indexOf("\r\n");
  if (end === -1) return start.length >= LINE_BYTES_MAX ? "invalid" : "more";
  if (end + 2 > LINE_BYTES_MAX) return "invalid";
  const bytes = end + 2;
  const [, family, from, to, ...ports] = start.toString("latin1", 0, end).split(" ");
  if (family === "UNKNOWN") return { bytes, from: null };
  const version = family === "TCP4" ? 4 : family === "TCP6" ? 6 : null;
  if (version === null || from === undefined || to === undefined) return "invalid";
  if (isIP(from) !== version || isIP(to) !== version) return "invalid";
  if (ports.length !== 2 || !ports.every(isPort)) return "invalid";
  return { bytes, from: ipaddr.process(from).toString() };
}

function isPort(text: string): boolean {
  return /^(0|[1-9]\d{0,4})$/.test(text) && Number(text) <= 65_535;
}

const [LOCAL, PROXIED] = [0x20, 0x21];
const [TCP4, TCP6] = [0x11, 0x21];

function readVersion2(start: Buffer): ProxyHeader {
  const [command, family] = [start[12], start[13]];
  const length = start.readUInt16BE(14);
  const bytes = 16 + length;
  if (length > EXTRA_BYTES_MAX || (command !== LOCAL && command !== PROXIED)) return "invalid";
  if (start.length < bytes) return "more";
  if (command === LOCAL) return { bytes, from: null };
  const size = family === TCP4 ? 4 : family === TCP6 ? 16 : null;
  if (size === null || length < size * 2 + 4) return "invalid";
  return { bytes, from: ipaddr.process(addressOf(start.subarray(16, 16 + size))).toString() };
}

function addressOf(bytes: Buffer): string {
  return ipaddr.fromByteArray([...bytes]).toString();
}
