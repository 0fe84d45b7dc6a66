import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { OutgoingEvent } from "@/lib/events/describe";

type Received = { id: string; headers: IncomingHttpHeaders; body: string; path: string };

/** A customer's server that takes webhooks. `answers` decides what it does with each message; it accepts all unless told. */
export async function startReceiver() {
  const received: Received[] = [];
  const state: { answers: (message: Received, res: ServerResponse) => void } = {
    answers: (_, res) => res.writeHead(204).end(),
  };
  const server = createServer((req, res) => {
    let body = "";
    req.setEncoding("utf8").on("data", (part: string) => {
      body += part;
    });
    req.on("end", () => {
      const message = {
        id: String(req.headers["webhook-id"]),
        headers: req.headers,
        body,
        path: req.url ?? "",
      };
      received.push(message);
      state.answers(message, res);
    });
    res.on("error", () => {});
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/hook`,
    port,
    received,
    /** What it does with messages from now on. */
    answer: (how: (message: Received, res: ServerResponse) => void) => {
      state.answers = how;
    },
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

export type Receiver = Awaited<ReturnType<typeof startReceiver>>;

export function eventsOf({ body }: Pick<Received, "body">): OutgoingEvent[] {
  return JSON.parse(body).data.events;
}
