import { createServer } from "node:net";

/** Whether nothing listens on `port` of `host`. */
export function isPortFree(port: number, host: string): Promise<boolean> {
  return listenOnce(port, host).then(
    () => true,
    () => false,
  );
}

/** A port of the loopback that was free a moment ago. */
export function freePort(): Promise<number> {
  return listenOnce(0, "127.0.0.1");
}

function listenOnce(port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen({ port, host, exclusive: true }, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : port));
    });
  });
}
