import fc from "fast-check";
import { expect, test } from "vitest";
import { packet } from "@/lib/drop-server/sftp/bytes";
import { packets } from "@/lib/drop-server/sftp/packets";
import { namesReply } from "@/lib/drop-server/sftp/replies";

async function* inPieces(bytes: Buffer, sizes: readonly number[]): AsyncGenerator<Buffer> {
  let at = 0;
  for (const size of sizes) {
    yield bytes.subarray(at, at + size);
    at += size;
  }
  yield bytes.subarray(at);
}

test("packets are the same however the network cuts them", async () => {
  const bodies = fc.array(fc.uint8Array({ minLength: 5, maxLength: 300 }), { maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(bodies, fc.array(fc.integer({ min: 0, max: 200 })), async (sent, sizes) => {
      const bytes = Buffer.concat(sent.map((body) => packet(Buffer.from(body))));
      const read: Buffer[] = [];
      for await (const body of packets(inPieces(bytes, sizes))) read.push(Buffer.from(body));
      expect(read).toEqual(sent.map((body) => Buffer.from(body)));
    }),
  );
});

test("a listing reads as that of ls: with the time for half a year, then with the year", () => {
  const entry = { kind: "file", sizeBytes: 1_234, name: "a b.csv" } as const;
  const line = (modifiedAt: string) =>
    namesReply(
      1,
      [{ ...entry, modifiedAt: new Date(modifiedAt) }],
      new Date("2026-11-27T12:00:00Z"),
    ).toString("latin1");
  expect(line("2026-11-05T08:09:00Z")).toContain(
    "-rw-------    1 drop     drop         1234 Nov  5 08:09 a b.csv",
  );
  expect(line("2025-02-15T08:09:00Z")).toContain(
    "-rw-------    1 drop     drop         1234 Feb 15  2025 a b.csv",
  );
});
