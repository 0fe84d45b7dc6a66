import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";

export type Balancer = {
  port: number;
  /** How many connections each of the ports has taken. */
  taken: ReadonlyMap<number, number>;
  stop: () => Promise<void>;
};

/** One address before several processes: each connection goes to the next of them, or to another one when nobody answers. */
export async function startBalancer(ports: readonly number[]): Promise<Balancer> {
  const taken = new Map(ports.map((port) => [port, 0]));
  const open = new Set<Socket>();
  let turn = 0;
  const server = createServer({ pauseOnConnect: true }, (client) => {
    keep(client);
    turn += 1;
    const order = ports.map((_, at) => ports[(turn + at) % ports.length] ?? 0);
    pass(client, order);
  });

  function pass(client: Socket, [port, ...others]: readonly number[]): void {
    if (port === undefined || client.destroyed) return void client.destroy();
    const upstream = connect({ host: "127.0.0.1", port });
    keep(upstream);
    const refused = () => pass(client, others);
    upstream.once("error", refused);
    upstream.once("connect", () => {
      upstream.off("error", refused);
      taken.set(port, (taken.get(port) ?? 0) + 1);
      // Whoever goes takes the other along: a killed process is a broken connection for the client.
      for (const [one, other] of [
        [client, upstream],
        [upstream, client],
      ] as const) {
        one.on("close", () => other.destroy());
        one.pipe(other);
      }
      client.resume();
    });
  }

  function keep(socket: Socket): void {
    open.add(socket);
    socket.setNoDelay(true);
    socket.on("error", () => {});
    socket.on("close", () => open.delete(socket));
  }

  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    port: (server.address() as AddressInfo).port,
    taken,
    stop: async () => {
      server.close();
      for (const socket of open) socket.destroy();
      await once(server, "close");
    },
  };
}
