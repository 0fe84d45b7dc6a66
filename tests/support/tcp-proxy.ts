import { type AddressInfo, connect, createServer, type Socket } from "node:net";

/** What happens on the way between client and server. May be changed while connections are open. */
export type Weather = {
  /** One way. */
  latencyMs?: number;
  /** After so many bytes from the server: reset, end, nothing more, or all of it with one bit turned over. */
  cut?: { afterBytes: number; how: "reset" | "end" | "silence" | "damage" };
  /** Bytes per second from the server. */
  bytesPerSecond?: number;
};

export type Proxy = {
  port: number;
  weather: Weather;
  connections: () => number;
  /** How many connections there have ever been. */
  accepted: () => number;
  stop: () => Promise<void>;
};

/** Passes connections on to a port on this machine, through bad weather. */
export async function startProxy(port: number, weather: Weather = {}): Promise<Proxy> {
  const open = new Set<Socket>();
  let accepted = 0;
  const proxy = { weather };
  const server = createServer((client) => {
    accepted += 1;
    const upstream = connect({ host: "127.0.0.1", port });
    let fromServer = 0;
    let lineFreeAt = 0;
    const towardsServer = inOrder();
    const towardsClient = inOrder();
    for (const [socket, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      open.add(socket);
      socket.setNoDelay(true);
      socket.on("error", () => other.destroy());
      socket.on("close", () => {
        open.delete(socket);
        other.destroy();
      });
    }
    client.on("data", (bytes) => {
      const arrivesAt = performance.now() + (proxy.weather.latencyMs ?? 0);
      towardsServer(arrivesAt, () => upstream.write(bytes));
    });
    upstream.on("data", (bytes) => {
      const { cut, latencyMs = 0, bytesPerSecond } = proxy.weather;
      const left = cut ? cut.afterBytes - fromServer : Number.POSITIVE_INFINITY;
      fromServer += bytes.length;
      const sendMs = bytesPerSecond ? (bytes.length / bytesPerSecond) * 1000 : 0;
      lineFreeAt = Math.max(lineFreeAt, performance.now()) + sendMs;
      towardsClient(lineFreeAt + latencyMs, () => {
        if (cut?.how === "damage") {
          if (left >= 0 && left < bytes.length) bytes[left] = (bytes[left] ?? 0) ^ 1;
          client.write(bytes);
          return;
        }
        if (left > 0) client.write(left < bytes.length ? bytes.subarray(0, left) : bytes);
        if (!cut || left > bytes.length) return;
        // libuv takes a reset that comes together with data for an ordinary end.
        if (cut.how === "reset") setTimeout(() => client.resetAndDestroy(), 30);
        if (cut.how === "end") client.end();
      });
    });
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return Object.assign(proxy, {
    port: (server.address() as AddressInfo).port,
    connections: () => open.size,
    accepted: () => accepted,
    stop: () =>
      new Promise<void>((done) => {
        server.close(() => done());
        for (const socket of open) socket.destroy();
      }),
  });
}

/** A listener that is no SSH server: says `greeting`, answers anything with `answer`, or hangs up. */
export async function startStranger(behaviour: {
  greeting?: string;
  answer?: string;
  hangUp?: "reset" | "end";
}): Promise<{ port: number; connections: () => number; stop: () => Promise<void> }> {
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    open.add(socket);
    socket.on("error", () => {});
    socket.on("close", () => open.delete(socket));
    if (behaviour.hangUp === "reset") socket.resetAndDestroy();
    else if (behaviour.hangUp === "end") socket.end(behaviour.greeting ?? "");
    else if (behaviour.greeting) socket.write(behaviour.greeting, "latin1");
    socket.on("data", () => {
      if (behaviour.answer) socket.end(behaviour.answer);
    });
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return {
    port: (server.address() as AddressInfo).port,
    connections: () => open.size,
    stop: () =>
      new Promise<void>((done) => {
        server.close(() => done());
        for (const socket of open) socket.destroy();
      }),
  };
}

/** Does each thing not before its time, and never before the one in front of it: timers alone may swap places. */
function inOrder(): (at: number, work: () => void) => void {
  const line: { at: number; work: () => void }[] = [];
  const serve = () => {
    for (let first = line[0]; first && first.at <= performance.now(); first = line[0]) {
      line.shift();
      first.work();
    }
    if (line[0]) setTimeout(serve, line[0].at - performance.now());
  };
  return (at, work) => {
    line.push({ at, work });
    if (line.length === 1) serve();
  };
}
