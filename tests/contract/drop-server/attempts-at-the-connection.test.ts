import { connect } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import ssh2 from "ssh2";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { parseBalancers } from "@/lib/drop-server/balancers";
import type { DropServer } from "@/lib/drop-server/server";
import { byte, packet, string, uint32 } from "@/lib/drop-server/sftp/bytes";
import { newKey } from "@/lib/runtime/demo/new-key";
import {
  connectClient,
  type MemoryLogin,
  memoryDoors,
  openDefender,
  startTestDropServer,
} from "../../support/drop-server";
import { memoryDrop } from "../../support/memory-drop";
import { NO_ATTRS, openChannel, openRawSftp, path, TYPE } from "../../support/raw-sftp";
import { openRawSsh, outgoingId, sendBytes, sendMessage, socketUnder } from "../../support/raw-ssh";
import { until } from "../../support/until";

// What is tried at the connection itself: floods, waiting, other parts of SSH, and headers that lie.

const key = newKey();
const drop = memoryDrop({ "own.csv": "own file" });
const logins = new Map<string, MemoryLogin>([
  ["drop-mine", { folder: drop, password: null, keys: [key.public] }],
]);
const doors = memoryDoors(logins);
const defender = openDefender();
let server: DropServer;
let proxied: DropServer;
const enter = (port = server.port) => connectClient(port, { username: "drop-mine", privateKey: key.private });

beforeAll(async () => {
  server = await startTestDropServer({ doors, defender, signInMs: 3_000 });
  proxied = await startTestDropServer({ doors, balancers: parseBalancers("127.0.0.1"), signInMs: 3_000 });
});
afterAll(async () => {
  await server.stop();
  await proxied.stop();
});
afterEach(async () => {
  await until(() => server.connections() === 0);
  (await enter()).end();
  expect([...drop.kept.keys()]).toEqual(["own.csv"]);
});

const gone = (client: ssh2.Client) => new Promise<void>((resolve) => client.once("close", () => resolve()));

type Refused = (client: ssh2.Client, done: (error?: Error | null) => void) => unknown;

describe("what SSH has besides SFTP", () => {
  const PARTS: readonly [string, Refused][] = [
    ["a command", (client, done) => client.exec("id", done)],
    ["the SFTP server as a command", (client, done) => client.exec("/usr/lib/openssh/sftp-server", done)],
    ["scp", (client, done) => client.exec("scp -t /tmp", done)],
    ["a shell", (client, done) => client.shell(false, done)],
    ["a shell at a terminal", (client, done) => client.shell(done)],
    [
      "a command with another environment",
      (client, done) => client.exec("id", { env: { NODE_ENV: "test", LD_PRELOAD: "/x" } }, done),
    ],
    ["a command with X11", (client, done) => client.exec("id", { x11: true }, done)],
    ["another subsystem", (client, done) => client.subsys("netconf", done)],
    ["a subsystem with a command in its name", (client, done) => client.subsys("sftp;id", done)],
    ["a subsystem with a path in its name", (client, done) => client.subsys("../sftp", done)],
    ["a subsystem with a NUL in its name", (client, done) => client.subsys("sftp\0", done)],
    ["a connection from here", (client, done) => client.forwardOut("127.0.0.1", 1, "127.0.0.1", 22, done)],
    [
      "a connection to the cloud's own address",
      (client, done) => client.forwardOut("", 0, "169.254.169.254", 80, done),
    ],
    [
      "a connection to a socket",
      (client, done) => client.openssh_forwardOutStreamLocal("/var/run/docker.sock", done),
    ],
    ["a port that is opened here", (client, done) => client.forwardIn("0.0.0.0", 0, done)],
    [
      "a socket that is opened here",
      (client, done) => client.openssh_forwardInStreamLocal("/tmp/x.sock", done),
    ],
  ];
  test.each(PARTS)("%s", async (_, ask) => {
    const client = await enter();
    const error = await new Promise<Error | null | undefined>((resolve) => void ask(client, resolve));
    expect(error).toBeInstanceOf(Error);
    client.end();
  });

  test("an agent, and a channel of no kind", async () => {
    const client = await enter();
    const protocol = Reflect.get(client, "_protocol");
    const channel = await openChannel(client);
    protocol.openssh_agentForward(outgoingId(channel), true);
    let refused = false;
    protocol._handlers.CHANNEL_OPEN_FAILURE = () => {
      refused = true;
    };
    sendMessage(client, byte(90), string("tun@openssh.com"), uint32(9), uint32(9), uint32(9));
    await until(() => refused);
    client.end();
  });

  test("a second subsystem on the channel of the first", async () => {
    const client = await enter();
    const session = await openRawSftp(client);
    const protocol = Reflect.get(client, "_protocol");
    protocol.subsystem(outgoingId(session.channel), "sftp", true);
    protocol.exec(outgoingId(session.channel), "id", true);
    expect((await session.ask(TYPE.REALPATH, path("."))).names).toEqual(["/"]);
    client.end();
  });

  test("a fifth channel, and a thousand that are opened and closed", async () => {
    const client = await enter();
    const four = await Promise.all([1, 2, 3, 4].map(() => openChannel(client)));
    await expect(openChannel(client)).rejects.toThrow("Channel open failure");
    four[0]?.close();
    await until(async () => openChannel(client).then(Boolean, () => false));
    const closed = gone(client);
    const protocol = Reflect.get(client, "_protocol");
    for (let each = 0; each < 1_100; each += 1) protocol.session(5_000 + each, 9_999, 9_999);
    await closed;
  });

  test("signing in a second time, as someone else", async () => {
    const client = await enter();
    const closed = gone(client);
    sendMessage(client, byte(50), string("drop-theirs"), string("ssh-connection"), string("none"));
    await closed;
  });
});

describe("algorithms", () => {
  const OLD: readonly [string, ssh2.Algorithms][] = [
    ["SHA-1 in the exchange of keys", { kex: ["diffie-hellman-group14-sha1"] }],
    ["a group of 1,024 bits", { kex: ["diffie-hellman-group1-sha1"] }],
    ["groups by the client's choice", { kex: ["diffie-hellman-group-exchange-sha1"] }],
    ["host keys signed with SHA-1", { serverHostKey: ["ssh-rsa"] }],
    ["DSA", { serverHostKey: ["ssh-dss"] }],
    ["CBC", { cipher: ["aes256-cbc", "aes128-cbc", "3des-cbc"] }],
    ["ChaCha20, which Terrapin needs", { cipher: ["chacha20-poly1305@openssh.com"] }],
    ["authentication by SHA-1", { cipher: ["aes128-ctr"], hmac: ["hmac-sha1"] }],
    ["authentication by MD5", { cipher: ["aes128-ctr"], hmac: ["hmac-md5"] }],
    ["compression", { compress: ["zlib@openssh.com", "zlib"] }],
  ];
  test.each(OLD)("%s", async (_, algorithms) => {
    await expect(openRawSsh(server.port, { algorithms })).rejects.toThrow();
  });
});

describe("bytes that are not SSH", () => {
  const LINES: readonly [string, readonly Buffer[]][] = [
    ["version 1", [Buffer.from("SSH-1.5-client\r\n")]],
    ["a page of the web", [Buffer.from("GET / HTTP/1.1\r\nHost: x\r\n\r\n")]],
    ["noise", [Buffer.alloc(100_000, 0xff)]],
    ["a line without an end", [Buffer.from("SSH-2.0-"), Buffer.alloc(100_000, 0x61)]],
    ["a greeting, then noise", [Buffer.from("SSH-2.0-x\r\n"), Buffer.alloc(100_000, 0xff)]],
    ["a packet of 4 GB", [Buffer.from("SSH-2.0-x\r\n"), Buffer.from([0xff, 0xff, 0xff, 0xff, 4, 20])]],
    ["a packet of no bytes", [Buffer.from("SSH-2.0-x\r\n"), Buffer.alloc(16)]],
    ["a message before any key", [Buffer.from("SSH-2.0-x\r\n"), packet(byte(4), byte(50), Buffer.alloc(10))]],
    [
      "a PROXY header that nobody asked for",
      [Buffer.from("PROXY TCP4 192.0.2.1 192.0.2.2 1 22\r\nSSH-2.0-x\r\n")],
    ],
    ["nothing at all", []],
    ["half a greeting", [Buffer.from("SSH-2.")]],
  ];
  test.each(LINES)("%s", async (_, bytes) => {
    const { hungUp, said } = await sendBytes(server.port, bytes, { withinMs: 8_000 });
    expect(hungUp).toBe(true);
    expect(said.split("\r\n")[0]).toBe("SSH-2.0-Rollcall");
  });
});

describe("floods", () => {
  test("connections that say nothing: at most twenty of one network, for a few seconds", async () => {
    const sockets = Array.from({ length: 60 }, () => connect(server.port, "127.0.0.1").on("error", () => {}));
    await sleep(1_000);
    expect(server.connections()).toBeLessThanOrEqual(20);
    await until(() => server.connections() === 0);
    for (const socket of sockets) socket.destroy();
  });

  test("exchanges of keys without end", async () => {
    const client = await enter();
    const closed = gone(client);
    const protocol = Reflect.get(client, "_protocol");
    client.on("handshake", () => setImmediate(() => protocol.rekey()));
    protocol.rekey();
    await closed;
  });

  test("files that are asked for and not taken", async () => {
    drop.kept.set("own.csv", { bytes: Buffer.alloc(4_000_000, 1), isPartial: false });
    const client = await enter();
    const session = await openRawSftp(client);
    const { handle } = await session.ask(TYPE.OPEN, path("own.csv"), uint32(1), NO_ATTRS);
    const before = process.memoryUsage().rss;
    // The client takes nothing from its socket any more, and asks for a gigabyte.
    socketUnder(client).pause();
    for (let each = 0; each < 4_000; each += 1) {
      const at = Buffer.alloc(8);
      session.send(packet(byte(TYPE.READ), uint32(each + 10), string(handle), at, uint32(250_000)));
    }
    await sleep(2_000);
    expect(process.memoryUsage().rss - before).toBeLessThan(150_000_000);
    client.destroy();
    drop.kept.set("own.csv", { bytes: Buffer.from("own file"), isPartial: false });
  });
});

describe("the PROXY protocol", () => {
  const v2 = (command: number, family: number, addresses: Buffer) =>
    Buffer.concat([
      Buffer.from("\r\n\r\n\0\r\nQUIT\n", "latin1"),
      Buffer.from([command, family]),
      Buffer.from([addresses.length >> 8, addresses.length & 255]),
      addresses,
    ]);
  const HEADERS: readonly [string, readonly Buffer[]][] = [
    ["none", [Buffer.from("SSH-2.0-x\r\n")]],
    ["none, and nothing else", []],
    ["in lower case", [Buffer.from("proxy TCP4 192.0.2.1 192.0.2.2 1 22\r\n")]],
    ["an address that is none", [Buffer.from("PROXY TCP4 999.0.2.1 192.0.2.2 1 22\r\n")]],
    ["an address of the other family", [Buffer.from("PROXY TCP4 2001:db8::1 192.0.2.2 1 22\r\n")]],
    ["an address as a number", [Buffer.from("PROXY TCP4 3221225985 192.0.2.2 1 22\r\n")]],
    ["a port that is none", [Buffer.from("PROXY TCP4 192.0.2.1 192.0.2.2 -1 99999\r\n")]],
    ["two spaces", [Buffer.from("PROXY  TCP4 192.0.2.1 192.0.2.2 1 22\r\n")]],
    ["a word too many", [Buffer.from("PROXY TCP4 192.0.2.1 192.0.2.2 1 22 33\r\n")]],
    ["a line that never ends", [Buffer.from(`PROXY TCP4 ${"1".repeat(5_000)}`)]],
    ["version 2 of another version", [v2(0x31, 0x11, Buffer.alloc(12))]],
    ["version 2 with an unknown command", [v2(0x2f, 0x11, Buffer.alloc(12))]],
    ["version 2 of a socket", [v2(0x21, 0x31, Buffer.alloc(216))]],
    ["version 2 that is too short for its addresses", [v2(0x21, 0x21, Buffer.alloc(12))]],
    ["version 2 of 65,535 bytes", [v2(0x21, 0x11, Buffer.alloc(65_535))]],
  ];
  test.each(HEADERS)("%s", async (_, bytes) => {
    const { hungUp, said } = await sendBytes(proxied.port, bytes, { withinMs: 8_000 });
    expect({ hungUp, said }).toEqual({ hungUp: true, said: "" });
  });

  test("from elsewhere than the balancer", async () => {
    const far = await startTestDropServer({ doors, balancers: parseBalancers("10.0.5.0/24, 2001:db8::1") });
    const header = Buffer.from("PROXY TCP4 192.0.2.1 192.0.2.2 1 22\r\nSSH-2.0-x\r\n");
    expect(await sendBytes(far.port, [header])).toEqual({ hungUp: true, said: "" });
    await far.stop();
  });

  test("a right header of either version, and the client behind it, are served", async () => {
    const four = v2(0x21, 0x11, Buffer.from([192, 0, 2, 1, 192, 0, 2, 2, 0, 1, 0, 22]));
    for (const header of [Buffer.from("PROXY TCP6 2001:db8::1 2001:db8::2 1 22\r\n"), four]) {
      const socket = connect(proxied.port, "127.0.0.1");
      // In pieces, as a network may cut it.
      for (const part of [header.subarray(0, 9), header.subarray(9)]) {
        socket.write(part);
        await sleep(30);
      }
      const client = new ssh2.Client();
      await new Promise<void>((resolve, reject) => {
        client.on("ready", () => resolve()).on("error", reject);
        client.connect({ sock: socket, username: "drop-mine", privateKey: key.private });
      });
      expect((await (await openRawSftp(client)).ask(TYPE.REALPATH, path("."))).names).toEqual(["/"]);
      client.end();
    }
  });
});
