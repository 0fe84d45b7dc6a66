import { lookup } from "node:dns/promises";
import { networkError, systemCode, timeoutError } from "@/lib/egress/connection-error";
import { withTimeout } from "@/lib/egress/with-timeout";

/**
 * The addresses of a host, IPv4 first (customers' allow-lists rarely name our IPv6 ones). Not yet checked: only
 * `openSocket` may use them. Throws `source_network`, or what `signal` stands for.
 */
export async function resolveHost(
  host: string,
  { signal, timeoutMs }: { signal: AbortSignal; timeoutMs: number },
): Promise<string[]> {
  const found = await withTimeout(lookUp(host), { signal, timeoutMs, late: timeoutError });
  found.sort((a, b) => a.family - b.family);
  return found.map(({ address }) => address);
}

async function lookUp(host: string): Promise<{ address: string; family: number }[]> {
  try {
    const found = await lookup(host, { all: true });
    if (found.length > 0) return found;
  } catch (cause) {
    const code = systemCode(cause) ?? "ENOTFOUND";
    throw networkError(code, `getaddrinfo ${code} ${host}`, { cause });
  }
  throw networkError("ENOTFOUND", `getaddrinfo ENOTFOUND ${host}`);
}
