import { subscribe, unsubscribe } from "node:diagnostics_channel";
import type { IncomingMessage, Server, ServerResponse } from "node:http";

/** How long the body of a request may take. */
type Limits = { dropMs: number; otherMs: number };

/** 1 GB at 50 KB a second. A client that is slower than `PACE` is refused long before. Others: what Node sets itself. */
const LIMITS: Limits = { dropMs: 6 * 3_600_000, otherMs: 300_000 };

/** Of Node: `http.server.request.start`. */
type Started = { request: IncomingMessage; response: ServerResponse; server: Server };

/**
 * Node ends every request after five minutes, which `next start` has no option for: here files that are placed in a drop
 * by PUT get longer, and all other bodies do not. For all HTTP servers of this process. Gives what ends it.
 */
export function allowSlowDropBodies({ dropMs, otherMs }: Limits = LIMITS): () => void {
  const onStart = (message: unknown): void => {
    const { request, response, server } = message as Started;
    // Read by Node each time it looks for requests that take too long, so that it holds for this one too.
    server.requestTimeout = dropMs;
    if (isDropPut(request) || !hasBody(request)) return;
    const timer = setTimeout(() => endSlow(request, response), otherMs).unref();
    response.once("close", () => clearTimeout(timer));
  };
  subscribe("http.server.request.start", onStart);
  return () => unsubscribe("http.server.request.start", onStart);
}

function isDropPut({ method, url = "" }: IncomingMessage): boolean {
  return method === "PUT" && url.startsWith("/api/v1/drops/");
}

function hasBody({ headers }: IncomingMessage): boolean {
  return headers["transfer-encoding"] !== undefined || Number(headers["content-length"] ?? 0) > 0;
}

function endSlow({ complete, socket }: IncomingMessage, { headersSent }: ServerResponse): void {
  if (complete) return;
  if (!headersSent) socket.write("HTTP/1.1 408 Request Timeout\r\nConnection: close\r\n\r\n");
  socket.destroySoon();
}
