import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { Readable } from "node:stream";
import type { Pace } from "@/lib/drops/paced-body";
import { answerDropPut } from "@/lib/drops/put";

export type DropHttp = { port: number; stop: () => Promise<void> };

/** The handler of PUT behind a real HTTP server, with what Next does between the two. */
export async function startDropHttp(pace?: Pace): Promise<DropHttp> {
  const server = createServer((incoming, outgoing) => void serve(incoming, outgoing, pace));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function serve(incoming: IncomingMessage, outgoing: ServerResponse, pace?: Pace): Promise<void> {
  const method = incoming.method ?? "GET";
  if (method !== "PUT") return void outgoing.writeHead(405).end();
  const ended = new AbortController();
  incoming.on("close", () => {
    if (!incoming.complete) ended.abort(new Error("aborted"));
  });
  const request = new Request(new URL(incoming.url ?? "/", "http://localhost"), {
    ...{ method, headers: new Headers(flat(incoming.rawHeaders)), signal: ended.signal },
    ...{ body: Readable.toWeb(incoming) as ReadableStream<Uint8Array>, duplex: "half" },
  } as RequestInit);
  const response = await answerDropPut(request, { ip: "192.0.2.9", ...(pace ? { pace } : {}) });
  outgoing.writeHead(response.status, [...response.headers].flat());
  outgoing.end(Buffer.from(await response.arrayBuffer()));
}

function flat(raw: readonly string[]): [string, string][] {
  return raw.flatMap((name, at) => (at % 2 === 0 ? [[name, raw[at + 1] ?? ""] as [string, string]] : []));
}

/** Sends bytes as they are and gives what comes back until the connection ends or `quietMs` pass in silence. */
export async function sendRaw(
  port: number,
  pieces: readonly (string | Buffer)[],
  quietMs = 600,
): Promise<string> {
  const socket = connect(port, "127.0.0.1");
  let answer = "";
  socket.on("data", (data) => {
    answer += data.toString("latin1");
  });
  socket.on("error", () => {});
  for (const piece of pieces) socket.write(piece);
  for (let before = -1; before !== answer.length || answer === ""; ) {
    before = answer.length;
    await new Promise((resolve) => setTimeout(resolve, quietMs));
    if (socket.destroyed) break;
  }
  socket.destroy();
  return answer;
}
