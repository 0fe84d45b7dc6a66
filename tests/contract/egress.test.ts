import { createServer, type Server } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { isAllowedAddress, isAllowedPort, parseAllowList } from "@/lib/egress/address-rules";
import { openSocket, resolveHost } from "@/lib/egress/open-socket";
import { freePort } from "../support/openssh";
import { failureOf } from "./failure";

// The tests' own EGRESS_ALLOW opens 127.0.0.1 and ::1, nothing else.
const signal = new AbortController().signal;
const timeoutMs = 2_000;

let server: Server;
let port: number;
let visits = 0;

beforeAll(async () => {
  server = createServer((socket) => {
    visits += 1;
    socket.on("error", () => {});
    socket.end();
  });
  port = await freePort();
  await new Promise<void>((done) => server.listen(port, "0.0.0.0", done));
});
afterAll(() => server.close());

describe("addresses", () => {
  test.each([
    "0.0.0.0",
    "10.1.2.3",
    "100.64.0.1",
    "127.0.0.2",
    "169.254.169.254",
    "172.31.255.255",
    "192.168.1.1",
    "198.18.0.1",
    "224.0.0.1",
    "255.255.255.255",
    "::",
    "::127.0.0.2",
    "::ffff:10.0.0.1",
    "::ffff:a9fe:a9fe",
    "64:ff9b::a00:1",
    "2002:a00:1::",
    "fc00::1",
    "fd12:3456::1",
    "fe80::1",
    "fe80::1%eth0",
    "168.63.129.16",
    "::ffff:168.63.129.16",
    "::ffff:0:8.8.8.8",
    "::ffff:0:a00:1",
    "192.88.99.1",
    "5f00::1",
    "3fff::1",
    "64:ff9b:1::1",
    "100::1",
    "2001::1",
    "2001:db8::1",
    "fec0::1",
    "192.0.0.192",
    "192.0.2.1",
    "203.0.113.9",
    "240.0.0.1",
    "4000::1",
    "::7f00:2",
    "ff02::1",
    "not an address",
    "",
  ])("%j is not connected to", (address) => expect(isAllowedAddress(address)).toBe(false));

  test.each(["93.184.216.34", "172.32.0.1", "2606:2800:220:1::1", "::ffff:8.8.8.8", "127.0.0.1", "::1"])(
    "%j is",
    (address) => expect(isAllowedAddress(address)).toBe(true),
  );

  test("EGRESS_ALLOW takes addresses and ranges, and says which entry it can't read", () => {
    const list = parseAllowList("10.0.5.0/24, 192.168.7.7 fd00::/8");
    expect(list.check("10.0.5.9")).toBe(true);
    expect(list.check("10.0.6.9")).toBe(false);
    expect(list.check("192.168.7.7")).toBe(true);
    expect(list.check("fd00::1", "ipv6")).toBe(true);
    for (const wrong of ["10.0.0.0/33", "localhost", "10.0.0.0/", "10.0.0.0/a"]) {
      expect(() => parseAllowList(wrong)).toThrow(`"${wrong}"`);
    }
  });

  test.each([
    [22, true],
    [2222, true],
    [65_535, true],
    [25, false],
    [443, false],
    [65_536, false],
    [3000, false],
  ])("port %i may be connected to: %s", (number, expected) => expect(isAllowedPort(number)).toBe(expected));
});

describe("connecting", () => {
  test.each(["127.0.0.2", "2130706434", "0x7f000002", "127.2"])(
    "a private address, however it is written (%s), reads like a closed port and is not visited",
    async (host) => {
      const before = visits;
      const addresses = await resolveHost(host, { signal, timeoutMs });
      expect(addresses).toEqual(["127.0.0.2"]);
      const failure = await failureOf(openSocket({ host, port, addresses, signal, timeoutMs }));
      const closed = await freePort();
      const refused = await failureOf(
        openSocket({ host: "127.0.0.1", port: closed, addresses: ["127.0.0.1"], signal, timeoutMs }),
      );
      const { code, retry, remedy } = refused;
      expect(failure).toMatchObject({ code, retry, remedy });
      const text = refused.message.replace(`127.0.0.1:${closed}`, `${host}:${port}`);
      expect(failure.message).toBe(text);
      expect(visits).toBe(before);
    },
  );

  test("the operator is told what a customer is not", async () => {
    const failure = await failureOf(
      openSocket({ host: "10.0.0.1", port, addresses: ["10.0.0.1"], signal, timeoutMs }),
    );
    expect(failure.meta.egress).toContain("EGRESS_ALLOW");
    expect(failure.message + failure.remedy).not.toContain("EGRESS");
  });

  test("a port that is never tried says so, whatever the host", async () => {
    const to = (host: string) => openSocket({ host, port: 990, addresses: [host], signal, timeoutMs });
    const failures = [await failureOf(to("10.0.0.1")), await failureOf(to("127.0.0.1"))];
    for (const { remedy } of failures) expect(remedy).toContain("1024");
  });

  test("one private address among public ones is enough to stop", async () => {
    const before = visits;
    const addresses = ["127.0.0.1", "10.0.0.1"];
    const failure = await failureOf(openSocket({ host: "mixed", port, addresses, signal, timeoutMs }));
    expect(failure.message).toContain("ECONNREFUSED");
    expect(visits).toBe(before);
  });

  test("no address at all is a refusal, not a way through", async () => {
    expect((await failureOf(openSocket({ host: "none", port, addresses: [], signal, timeoutMs }))).code).toBe(
      "source_network",
    );
  });

  test("when the first address does not answer, the next one is tried", async () => {
    const addresses = ["::1", "127.0.0.1"];
    const socket = await openSocket({ host: "two", port, addresses, signal, timeoutMs });
    expect(socket.remoteAddress).toBe("127.0.0.1");
    socket.destroy();
  });

  test("an aborted signal leaves no socket", async () => {
    const stop = new AbortController();
    stop.abort();
    const addresses = ["127.0.0.1"];
    const failure = await failureOf(
      openSocket({ host: "here", port, addresses, signal: stop.signal, timeoutMs }),
    );
    expect(failure.code).toBe("cancelled");
  });
});
