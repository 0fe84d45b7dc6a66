import { createServer, type Server } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type Message, postMessage } from "@/lib/webhooks/post";
import { createWebhookInput } from "@/lib/webhooks/schema";
import { fakeDns } from "../support/fake-dns";
import { type Receiver, startReceiver } from "../support/receiver";

// The tests' own EGRESS_ALLOW opens 127.0.0.1 and ::1, nothing else.
const resolves = fakeDns();

let receiver: Receiver;
let silent: Server;
let silentPort: number;

beforeAll(async () => {
  receiver = await startReceiver();
  silent = createServer((socket) => socket.on("error", () => {}));
  await new Promise<void>((done) => silent.listen(0, "127.0.0.1", done));
  const address = silent.address();
  silentPort = typeof address === "object" && address ? address.port : 0;
});
afterAll(async () => {
  await receiver.close();
  silent.close();
});
beforeEach(() => {
  receiver.received.length = 0;
  receiver.answer((_, res) => res.writeHead(200).end());
});

const message = (url: string): Message => ({ url, headers: { "webhook-id": "msg_1" }, body: "{}" });
const post = (url: string, timeoutMs?: number) => postMessage(message(url), timeoutMs);

test("a message arrives as it was written, and any 2xx accepts it", async () => {
  for (const status of [200, 201, 204, 299]) {
    receiver.answer((_, res) => res.writeHead(status).end());
    expect(await post(receiver.url)).toMatchObject({ status, failure: null });
  }
  expect(receiver.received[0]).toMatchObject({
    id: "msg_1",
    body: "{}",
    headers: { "content-type": "application/json", "content-length": "2" },
  });
});

describe("our own network", () => {
  test.each([
    "169.254.169.254",
    "10.0.0.1",
    "127.0.0.2",
    "192.168.1.1",
    "172.16.0.1",
    "100.64.0.1",
    "0.0.0.0",
    "[::ffff:10.0.0.1]",
    "[fd00::1]",
    "[fe80::1]",
    "[64:ff9b::a00:1]",
    "168.63.129.16",
    "2130706434",
    "0x7f000002",
    "127.2",
  ])("%s is not reached, and reads like a server that is not there", async (host) => {
    expect(await post(`https://${host}:${receiver.port}/latest/meta-data`)).toMatchObject({
      status: null,
      failure: "unreachable",
    });
    expect(receiver.received).toEqual([]);
  });

  test.each([[["10.0.0.1"]], [["127.0.0.1", "169.254.169.254"]]])(
    "a name that leads to %j is not reached",
    async (addresses) => {
      resolves("hooks.test", addresses);
      expect(await post(`https://hooks.test:${receiver.port}/`)).toMatchObject({ failure: "unreachable" });
      expect(receiver.received).toEqual([]);
    },
  );

  test("a name is looked up once: what was checked is what is connected to", async () => {
    resolves("hooks.test", ["127.0.0.1"], ["10.0.0.1"]);
    expect(await post(`http://hooks.test:${receiver.port}/`)).toMatchObject({ status: 200 });
  });

  test.each([22, 25, 80, 631])("port %d is not reached", async (port) => {
    expect(await post(`https://127.0.0.1:${port}/`)).toMatchObject({ status: null, failure: "unreachable" });
  });

  test.each(["http://93.184.216.34/", "http://10.0.0.1/"])(
    "%s is not reached without encryption",
    async (url) => {
      expect(await post(url)).toMatchObject({ status: null, failure: "certificate" });
    },
  );
});

test("a redirect is not followed", async () => {
  for (const status of [301, 302, 307, 308]) {
    receiver.answer(({ path }, res) =>
      res.writeHead(path === "/inner" ? 200 : status, { location: "/inner" }).end(),
    );
    expect(await post(receiver.url)).toMatchObject({ status, failure: "redirect" });
  }
  expect(receiver.received.map(({ path }) => path)).not.toContain("/inner");
});

test("an answer that never ends, or is endless, costs nothing but its first line", async () => {
  receiver.answer((_, res) => {
    res.writeHead(500, { "content-type": "text/plain" });
    const more = setInterval(() => res.write("x".repeat(65_536)), 1);
    res.on("close", () => clearInterval(more));
  });
  const before = process.memoryUsage().arrayBuffers;
  expect(await post(receiver.url)).toMatchObject({ status: 500, failure: "refused" });
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(20_000_000);
});

test("a server that says nothing is given up", async () => {
  const answer = await post(`http://127.0.0.1:${silentPort}/`, 300);
  expect(answer).toMatchObject({ status: null, failure: "timeout" });
  expect(answer.ms).toBeLessThan(3_000);
});

test("a server that hangs up, speaks something else or has no certificate is a failure, and nothing is thrown", async () => {
  receiver.answer((_, res) => res.destroy());
  expect(await post(receiver.url)).toMatchObject({ status: null, failure: "unreachable" });
  const secure = receiver.url.replace("http:", "https:");
  expect(await post(secure)).toMatchObject({ status: null, failure: "certificate" });
});

describe("the address of a webhook", () => {
  const isTaken = (url: string) =>
    createWebhookInput.safeParse({ url, description: "", types: ["run.failed"] }).success;

  test.each([
    "ftp://example.com/",
    "file:///etc/passwd",
    "javascript:alert(1)",
    "https://user:secret@example.com/",
    "https://example.com/#part",
    "example.com",
    "",
  ])("is not %j", (url) => expect(isTaken(url)).toBe(false));

  test.each(["https://example.com/hook?key=1", "https://example.com:8443/"])("can be %s", (url) =>
    expect(isTaken(url)).toBe(true),
  );
});
