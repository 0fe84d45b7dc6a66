import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { afterEach, beforeEach, expect, test } from "vitest";
import { allowSlowDropBodies } from "@/lib/drops/slow-bodies";

let server: Server;
let stop: (() => void) | null;

// As Next makes its server, but with Node's five minutes cut to half a second.
beforeEach(async () => {
  stop = null;
  const options = { requestTimeout: 500, headersTimeout: 400, connectionsCheckingInterval: 50 };
  server = createServer(options, (request, response) => {
    request.resume().on("end", () => response.end("whole"));
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
});

afterEach(() => {
  stop?.();
  server.closeAllConnections();
  server.close();
});

/** Sends a body whose second half comes so much later; gives the status line, "" when the connection was just ended. */
async function send(line: string, { waitMs = 1_200, framing = "Content-Length: 10" } = {}): Promise<string> {
  const socket = connect((server.address() as AddressInfo).port, "127.0.0.1");
  let answer = "";
  socket.on("data", (data) => {
    answer += data.toString();
  });
  socket.on("error", () => {});
  const isChunked = framing.startsWith("Transfer");
  const half = isChunked ? "5\r\nhello\r\n" : "hello";
  socket.write(`${line} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n${framing}\r\n\r\n${half}`);
  const later = setTimeout(() => socket.write(isChunked ? `${half}0\r\n\r\n` : half), waitMs);
  await once(socket, "close");
  clearTimeout(later);
  return answer.split("\r\n")[0] ?? "";
}

const PUT = "PUT /api/v1/drops/1b0e/users.csv";

test("Node by itself cuts off a slow file, which is why this is here", async () => {
  expect(await send(PUT)).toBe("HTTP/1.1 408 Request Timeout");
});

test("a file that is placed slowly gets the time it needs, however its length is said", async () => {
  stop = allowSlowDropBodies({ dropMs: 5_000, otherMs: 500 });
  expect(await send(PUT)).toBe("HTTP/1.1 200 OK");
  expect(await send(PUT, { framing: "Transfer-Encoding: chunked" })).toBe("HTTP/1.1 200 OK");
});

test("a file that takes longer than that is cut off", async () => {
  stop = allowSlowDropBodies({ dropMs: 600, otherMs: 500 });
  expect(await send(PUT)).toBe("HTTP/1.1 408 Request Timeout");
});

test("every other body is cut off as before, and so is one that only looks like a file", async () => {
  stop = allowSlowDropBodies({ dropMs: 5_000, otherMs: 500 });
  for (const line of [
    "POST /api/v1/drops/1b0e/users.csv",
    "PUT /api/v1/users",
    "PUT //api/v1/drops/1b0e/users.csv",
    "POST /acme/uploads?/api/v1/drops/",
    "GET /api/v1/drops/1b0e/users.csv",
  ]) {
    expect(await send(line), line).toBe("HTTP/1.1 408 Request Timeout");
    const chunked = await send(line, { framing: "Transfer-Encoding: chunked" });
    expect(chunked, line).toBe("HTTP/1.1 408 Request Timeout");
  }
  expect(await send("POST /acme", { waitMs: 100 })).toBe("HTTP/1.1 200 OK");
});

test("headers that never end are cut off as before", async () => {
  stop = allowSlowDropBodies({ dropMs: 5_000, otherMs: 500 });
  expect(await send("POST /acme", { waitMs: 50 })).toBe("HTTP/1.1 200 OK");
  const socket = connect((server.address() as AddressInfo).port, "127.0.0.1");
  socket.on("error", () => {});
  socket.resume().write(`${PUT} HTTP/1.1\r\nHost: local`);
  const startedAt = Date.now();
  await once(socket, "close");
  expect(Date.now() - startedAt).toBeLessThan(2_000);
});
