import { describe, expect, test } from "vitest";
import { byte, packet, string, uint32 } from "@/lib/drop-server/sftp/bytes";
import { at, attackADrop, FLAG, STATUS } from "../../support/drop-attacker";
import { NO_ATTRS, openRawSftp, path, TYPE } from "../../support/raw-sftp";

// What someone with a login of their own sends that no client sends. Nothing of it gets through.

const { now } = attackADrop();
const { DENIED, FAILURE, UNSUPPORTED, EOF } = STATUS;
const { READ, WRITE, APPEND, CREAT, TRUNC } = FLAG;
const flags = (value: number) => [uint32(value), NO_ATTRS];
const openOwn = async (how: number) =>
  (await now().sftp.ask(TYPE.OPEN, path("own.csv"), ...flags(how))).handle;

describe("handles", () => {
  test("of another session of the same drop", async () => {
    const second = await now().second();
    const session = await openRawSftp(second);
    const handle = await openOwn(READ);
    expect((await session.ask(TYPE.READ, string(handle), at(0n), uint32(100))).status).toBe(FAILURE);
    second.end();
  });

  test("of another channel of the same connection", async () => {
    const session = await openRawSftp(now().client);
    const handle = await openOwn(WRITE);
    expect((await session.ask(TYPE.WRITE, string(handle), at(0n), string("x"))).status).toBe(FAILURE);
    expect((await session.ask(TYPE.CLOSE, string(handle))).status).toBe(FAILURE);
  });

  test("that were closed, twice over", async () => {
    const handle = await openOwn(READ);
    expect((await now().sftp.ask(TYPE.CLOSE, string(handle))).status).toBe(0);
    expect((await now().sftp.ask(TYPE.READ, string(handle), at(0n), uint32(9))).status).toBe(FAILURE);
    expect((await now().sftp.ask(TYPE.CLOSE, string(handle))).status).toBe(FAILURE);
    expect((await openOwn(READ)).equals(handle)).toBe(false);
  });

  test("that were never given", async () => {
    const forged = [
      Buffer.alloc(0),
      Buffer.alloc(4),
      uint32(4_000_000_000),
      Buffer.alloc(300, 1),
      Buffer.alloc(90_000),
    ];
    for (const name of forged) {
      for (const fields of [
        [string(name)],
        [string(name), at(0n), uint32(9)],
        [string(name), at(0n), string("x")],
      ]) {
        const type = fields.length === 1 ? TYPE.CLOSE : fields[2]?.length === 4 ? TYPE.READ : TYPE.WRITE;
        expect((await now().sftp.ask(type, ...fields)).status).toBe(FAILURE);
      }
      expect((await now().sftp.ask(TYPE.FSTAT, string(name))).status).toBe(FAILURE);
      expect((await now().sftp.ask(TYPE.READDIR, string(name))).status).toBe(FAILURE);
    }
  });

  test("used for what they were not opened for", async () => {
    const [reading, writing] = [await openOwn(READ), await openOwn(WRITE)];
    const { handle: folder } = await now().sftp.ask(TYPE.OPENDIR, path("/"));
    expect((await now().sftp.ask(TYPE.WRITE, string(reading), at(0n), string("x"))).status).toBe(DENIED);
    expect((await now().sftp.ask(TYPE.FSETSTAT, string(reading), uint32(1), at(0n))).status).toBe(DENIED);
    expect((await now().sftp.ask(TYPE.READ, string(writing), at(0n), uint32(9))).status).toBe(DENIED);
    expect((await now().sftp.ask(TYPE.READ, string(folder), at(0n), uint32(9))).status).toBe(DENIED);
    expect((await now().sftp.ask(TYPE.WRITE, string(folder), at(0n), string("x"))).status).toBe(DENIED);
    expect((await now().sftp.ask(TYPE.READDIR, string(reading))).status).toBe(FAILURE);
    expect(now().drop.text("own.csv")).toBe("own file");
  });

  test("thousands at once", async () => {
    const asked = Array.from({ length: 5_000 }, () =>
      now().sftp.ask(TYPE.OPEN, path("own.csv"), ...flags(READ)),
    );
    const replies = await Promise.all(asked);
    expect(replies.filter(({ status }) => status === null)).toHaveLength(64);
    expect(replies.filter(({ status }) => status === FAILURE)).toHaveLength(5_000 - 64);
    expect((await now().sftp.ask(TYPE.OPENDIR, path("/"))).status).toBe(FAILURE);
  });
});

describe("opening in a way that files are not opened", () => {
  const WAYS: readonly [string, number, number][] = [
    ["neither to read nor to write", 0, UNSUPPORTED],
    ["to truncate without writing", TRUNC, UNSUPPORTED],
    ["to read and truncate", READ | TRUNC, DENIED],
    ["to read and create", READ | CREAT, DENIED],
    ["to read and append", READ | APPEND, DENIED],
    ["with an unknown flag", WRITE | 0x8000_0000, UNSUPPORTED],
  ];
  test.each(WAYS)("%s", async (_, how, status) => {
    expect((await now().sftp.ask(TYPE.OPEN, path("own.csv"), ...flags(how))).status).toBe(status);
    expect(now().drop.text("own.csv")).toBe("own file");
  });
});

describe("positions and sizes", () => {
  const POSITIONS: readonly [string, bigint][] = [
    ["2^63", 2n ** 63n],
    ["2^64 - 1", 2n ** 64n - 1n],
    ["2^53", 2n ** 53n],
    ["10 GB ahead", 10_000_000_000n],
  ];
  test.each(POSITIONS)("a write at %s", async (_, position) => {
    const handle = await openOwn(WRITE);
    expect((await now().sftp.ask(TYPE.WRITE, string(handle), at(position), string("x"))).status).toBe(
      FAILURE,
    );
    expect((await now().sftp.ask(TYPE.CLOSE, string(handle))).status).toBe(FAILURE);
    expect(now().drop.text("own.csv")).toBe("own file");
  });

  test("a file with a gap", async () => {
    const { handle } = await now().sftp.ask(TYPE.OPEN, path("gap.csv"), ...flags(WRITE | CREAT));
    expect((await now().sftp.ask(TYPE.WRITE, string(handle), at(1_000n), string("x"))).status).toBe(0);
    expect((await now().sftp.ask(TYPE.CLOSE, string(handle))).status).toBe(FAILURE);
    expect(now().drop.text("gap.csv")).toBeNull();
  });

  test("a file that is made as long as 2^64 - 1", async () => {
    const handle = await openOwn(WRITE);
    expect((await now().sftp.ask(TYPE.FSETSTAT, string(handle), uint32(1), at(2n ** 64n - 1n))).status).toBe(
      FAILURE,
    );
    expect((await now().sftp.ask(TYPE.SETSTAT, path("own.csv"), uint32(1), at(2n ** 63n))).status).toBe(
      FAILURE,
    );
    expect(now().drop.text("own.csv")).toBe("own file");
  });

  test("a read of 4 GB, and one behind the end", async () => {
    const handle = await openOwn(READ);
    const { data } = await now().sftp.ask(TYPE.READ, string(handle), at(0n), uint32(0xffff_ffff));
    expect(data.toString()).toBe("own file");
    expect((await now().sftp.ask(TYPE.READ, string(handle), at(2n ** 64n - 1n), uint32(9))).status).toBe(EOF);
  });
});

describe("packets that are none", () => {
  const PACKETS: readonly [string, Buffer][] = [
    ["of no bytes", uint32(0)],
    ["of 4 GB", Buffer.concat([uint32(0xffff_ffff), byte(TYPE.OPEN)])],
    ["of 300,000 bytes", Buffer.concat([uint32(300_000), byte(TYPE.WRITE)])],
    ["a type without a number", packet(byte(TYPE.OPEN))],
    ["an open without flags", packet(byte(TYPE.OPEN), uint32(1), path("x"))],
    ["a name longer than its packet", packet(byte(TYPE.OPEN), uint32(1), uint32(9_999), Buffer.from("x"))],
    [
      "data longer than its packet",
      packet(byte(TYPE.WRITE), uint32(1), string("h"), at(0n), uint32(0xffff_ffff)),
    ],
    ["a second greeting", packet(byte(TYPE.INIT), uint32(3))],
  ];
  test.each(PACKETS)("%s", async (_, bytes) => {
    now().sftp.send(bytes);
    await now().sftp.closed;
  });

  test.each([0, 1, 2])("a greeting of version %i", async (version) => {
    const session = await openRawSftp(now().client, version);
    await session.closed;
  });

  test("a request before the greeting", async () => {
    const session = await openRawSftp(now().client, null);
    await expect(session.ask(TYPE.OPENDIR, path("/"))).rejects.toThrow("closed");
  });
});
