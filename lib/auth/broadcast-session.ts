import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage } from "node:http";
import { PEER_HEADER } from "@/lib/auth/client-ip";

/**
 * Writes the socket's address into each incoming request, over whatever the client sent under that name. Next keeps a
 * client's own `x-forwarded-for` and offers no other way to learn who is at the other end.
 */
export function broadcastSession(): void {
  subscribe("http.server.request.start", (message) => {
    const { request } = message as { request: IncomingMessage };
    request.headers[PEER_HEADER] = request.socket.remoteAddress ?? "";
  });
}
