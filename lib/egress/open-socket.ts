import { lookup } from "node:dns/promises";
import { connect, type Socket } from "node:net";
import { isAllowedAddress, isAllowedPort, type UsualPort } from "@/lib/egress/address-rules";
import { networkError, systemCode, timeoutError } from "@/lib/egress/connection-error";
import { stopped, withTimeout } from "@/lib/egress/with-timeout";
import { type AppError, isAppError } from "@/lib/errors";
import { createLog } from "@/lib/log";

type Destination = {
  /** As the customer wrote it: the only name of the server in a message. */
  host: string;
  port: number;
  /** Of the protocol that is spoken there; SSH's unless it is said. */
  usualPort?: UsualPort;
  /** From `resolveHost`. All of them must be allowed, so that no answer can smuggle a private one in. */
  addresses: readonly string[];
  signal: AbortSignal;
  /** For all addresses together. */
  timeoutMs: number;
};

/**
 * Connects to the first address that answers. What was checked is what is connected to: the name is not looked up again.
 * Throws `source_network`; an address that is not allowed reads like one where nothing listens.
 */
export async function openSocket(destination: Destination): Promise<Socket> {
  const { addresses, port, usualPort } = destination;
  if (!addresses.every(isAllowedAddress) || !isAllowedPort(port, usualPort)) throw refuse(destination);
  const giveUpAt = Date.now() + destination.timeoutMs;
  let first: AppError | undefined;
  for (const [index, address] of addresses.entries()) {
    const share = (giveUpAt - Date.now()) / (addresses.length - index);
    const result = await attempt(address, destination, share);
    if (!isAppError(result)) return result;
    if (destination.signal.aborted) throw result;
    first ??= result;
  }
  throw first ?? refuse(destination);
}

function attempt(address: string, destination: Destination, timeoutMs: number): Promise<Socket | AppError> {
  const { host, port, signal } = destination;
  return new Promise((resolve) => {
    const socket = connect({ host: address, port, noDelay: true });
    const settle = (result: Socket | AppError) => {
      clearTimeout(timer);
      signal.removeEventListener("abort", onAbort);
      socket.removeListener("connect", onConnect);
      if (result !== socket) socket.destroy();
      resolve(result);
    };
    const onAbort = () => settle(stopped(signal));
    const onConnect = () => {
      const sameAddress = socket.remoteAddress !== undefined && isAllowedAddress(socket.remoteAddress);
      settle(sameAddress ? socket : refuse(destination));
    };
    const timer = setTimeout(() => settle(timeoutError()), timeoutMs);
    signal.addEventListener("abort", onAbort);
    socket.on("connect", onConnect);
    // Stays for the socket's whole life: a second error without a listener would end the process.
    socket.on("error", (cause) => {
      const code = systemCode(cause) ?? "ECONNREFUSED";
      settle(networkError(code, `connect ${code} ${host}:${port}`, { cause }));
    });
    if (signal.aborted) onAbort();
  });
}

/** To the customer this is a closed port, so that nobody can search our network; the log tells the operator. */
function refuse({ host, port, usualPort = 22 }: Destination): AppError {
  const hint = `To allow this server, add its address to EGRESS_ALLOW. Allowed ports: ${usualPort}, and 1024 and above.`;
  createLog("egress").warn("egress.refused", { port, hint });
  const refused = {
    meta: { egress: hint },
    ...(isAllowedPort(port, usualPort) ? {} : { remedy: otherPort(usualPort) }),
  };
  return networkError("ECONNREFUSED", `connect ECONNREFUSED ${host}:${port}`, refused);
}

/** The same for every host: says nothing about what listens there. */
function otherPort(usualPort: UsualPort): string {
  return `Rollcall connects only to port ${usualPort} and to ports from 1024. Check the port.`;
}

/**
 * The addresses of a host, IPv4 first (customers' allow-lists rarely name our IPv6 ones). Not yet checked: only
 * `openSocket` may use them. Throws `source_network`, or the reason of `signal`.
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
