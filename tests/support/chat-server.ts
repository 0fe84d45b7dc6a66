import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export type ChatServer = {
  /** Of an incoming webhook. */
  url: string;
  received: { path: string; type: string; body: unknown }[];
  /** What the next requests are answered with; 200 unless it is set. */
  answers: number[];
  /** Instead of an answer. */
  answerWith: ((request: IncomingMessage, response: ServerResponse) => void) | null;
  stop: () => Promise<void>;
};

/** A server that takes what is posted to it, as the incoming webhooks of chats do. */
export async function startChatServer(): Promise<ChatServer> {
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      const text = Buffer.concat(parts).toString();
      const type = request.headers["content-type"] ?? "";
      chat.received.push({ path: request.url ?? "", type, body: text ? JSON.parse(text) : null });
      if (chat.answerWith) return chat.answerWith(request, response);
      response.writeHead(chat.answers.shift() ?? 200).end("ok");
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));
  const { port } = server.address() as AddressInfo;
  const chat: ChatServer = {
    ...{ url: `http://127.0.0.1:${port}/services/T0/B0/s3cr3t`, received: [], answers: [], answerWith: null },
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
  return chat;
}
