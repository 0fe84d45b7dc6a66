import { connect, createServer, type Socket } from "node:net";
import { performance } from "node:perf_hooks";
import { answer } from "./child";

export type DelayOrders = {
  /** Listens on a port of its own and passes everything on to `port`, each way `oneWayMs` later. */
  listen: { order: { port: number; oneWayMs: number }; answer: { port: number } };
};

answer<DelayOrders>({
  listen: ({ port, oneWayMs }) =>
    new Promise((resolve) => {
      const server = createServer({ noDelay: true }, (client) => {
        const upstream = connect({ host: "127.0.0.1", port, noDelay: true });
        pass(client, upstream, oneWayMs);
        pass(upstream, client, oneWayMs);
      });
      server.listen(0, "127.0.0.1", () => {
        const address = server.address();
        resolve({ port: typeof address === "object" && address ? address.port : 0 });
      });
    }),
});

/** Each piece leaves exactly so much later than it came, in order, however many are on their way: no limit of bandwidth. */
function pass(from: Socket, to: Socket, oneWayMs: number): void {
  const line: { at: number; bytes: Buffer | null }[] = [];
  let first = 0;
  let waiting = false;
  const send = (bytes: Buffer | null) => (bytes ? to.write(bytes) : to.end());
  const serve = () => {
    waiting = false;
    const now = performance.now();
    for (let next = line[first]; next && next.at <= now; next = line[first]) {
      send(next.bytes);
      first += 1;
    }
    if (first === line.length) {
      line.length = 0;
      first = 0;
      return;
    }
    waiting = true;
    // A timer is late by up to a millisecond, and never early.
    setTimeout(serve, Math.max(0, (line[first]?.at ?? now) - now));
  };
  const take = (bytes: Buffer | null) => {
    if (oneWayMs === 0) {
      send(bytes);
      return;
    }
    line.push({ at: performance.now() + oneWayMs, bytes });
    if (!waiting) serve();
  };
  from.on("data", take);
  from.on("end", () => take(null));
  from.on("error", () => to.destroy());
  from.on("close", () => setTimeout(() => to.destroy(), oneWayMs + 50));
}
