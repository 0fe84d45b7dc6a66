import type { Socket } from "node:net";
import { readProxyHeader } from "@/lib/drop-server/proxy-header";

/**
 * Takes the header of the PROXY protocol off a paused socket; what follows it stays to be read. Gives the client's
 * address, that of the balancer itself when it only looks whether we are there, or null without a valid header in time.
 */
export function takeProxyHeader(
  socket: Socket,
  { peer, timeoutMs }: { peer: string; timeoutMs: number },
): Promise<string | null> {
  return new Promise((resolve) => {
    let start = Buffer.alloc(0);
    const late = setTimeout(() => end(null), timeoutMs);
    const end = (from: string | null) => {
      clearTimeout(late);
      socket.pause();
      socket.removeListener("data", onData);
      socket.removeListener("close", onClose);
      resolve(from);
    };
    const onClose = () => end(null);
    const onData = (chunk: Buffer) => {
      start = Buffer.concat([start, chunk]);
      const header = readProxyHeader(start);
      if (header === "more") return;
      if (header === "invalid") return end(null);
      end(header.from ?? peer);
      const rest = start.subarray(header.bytes);
      if (rest.length > 0) socket.unshift(rest);
    };
    socket.on("close", onClose);
    socket.on("data", onData);
    socket.resume();
  });
}
