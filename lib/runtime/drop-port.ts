import { parseBalancers } from "@/lib/drop-server/balancers";
import { DROP_PORT, env } from "@/lib/env";
import { freePort } from "@/lib/runtime/free-port";
import type { Command } from "@/lib/runtime/options";
import { claimPort } from "@/lib/runtime/port";

const HOST = "127.0.0.1";

/**
 * The port that the SFTP server for drops will listen on; 0 when it is switched off. Customers know the port of an
 * installation, so that another program on it is an error; the demo moves to a free one, unless it was told which.
 */
export async function claimDropPort(
  command: Command,
  { patienceMs, signal }: { patienceMs: number; signal: AbortSignal },
): Promise<number> {
  const { DROP_SFTP_PORT: set, DROP_SFTP_LISTEN, ROLLCALL_HOST } = env();
  if (set === 0) return 0;
  // A mistake in it is said here, and not by a process that never gets up.
  parseBalancers(env().DROP_PROXY_PROTOCOL);
  const host = DROP_SFTP_LISTEN ?? ROLLCALL_HOST ?? HOST;
  const wanted = { port: set ?? DROP_PORT, host, patienceMs, signal, variable: "DROP_SFTP_PORT" };
  return claimPort(wanted).catch((error: unknown) => {
    if ((command !== "demo" && command !== "dev") || set !== undefined) throw error;
    return freePort();
  });
}
