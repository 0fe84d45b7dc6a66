import dns from "node:dns/promises";
import { syncBuiltinESMExports } from "node:module";
import { afterEach } from "vitest";

/**
 * Lets the resolver of this process answer for some names, in turn; the last answer stays. All other names are looked up
 * as ever. Forgotten after each test.
 */
export function fakeDns(): (host: string, ...answers: string[][]) => void {
  const told = new Map<string, string[][]>();
  const { lookup } = dns;
  const answer = async (host: string, options: { all: true }) => {
    const left = told.get(host);
    if (!left) return lookup(host, options);
    const addresses = (left.length > 1 ? left.shift() : left[0]) ?? [];
    return addresses.map((address) => ({ address, family: 4 }));
  };
  Object.assign(dns, { lookup: answer });
  syncBuiltinESMExports();
  afterEach(() => told.clear());
  return (host, ...answers) => void told.set(host, answers);
}
