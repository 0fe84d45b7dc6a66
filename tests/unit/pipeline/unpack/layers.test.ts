import { createReadStream, createWriteStream } from "node:fs";
import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { createGzip, gzipSync } from "node:zlib";
import fc from "fast-check";
import { createMessage, encrypt, generateKey, type PrivateKey } from "openpgp";
import { beforeAll, describe, expect, test } from "vitest";
import { unpackFile } from "@/lib/pipeline/unpack/unpack-file";
import { unpack } from "../../../support/unpack";
import { zipOf } from "../../../support/zip";

let own: PrivateKey;
beforeAll(async () => {
  own = (await generateKey({ type: "curve25519", userIDs: [{ name: "Test" }], format: "object" })).privateKey;
});
const pgp = () => ({ own: [own], signers: [], isRequired: false });

type Layer = "gzip" | "zip" | "pgp";

async function packedIn(layer: Layer, name: string, bytes: Uint8Array) {
  if (layer === "gzip") return { name: `${name}.gz`, bytes: gzipSync(bytes) };
  if (layer === "zip") return { name: `${name}.zip`, bytes: zipOf([{ name, bytes }]) };
  const message = await createMessage({ binary: bytes });
  const secret = await encrypt({ message, encryptionKeys: own, format: "binary" });
  return { name: `${name}.pgp`, bytes: secret as Uint8Array };
}

/** At most one zip: a zip file inside a zip file is refused. */
const layers = fc
  .array(fc.constantFrom<Layer>("gzip", "zip", "pgp"), { minLength: 1, maxLength: 4 })
  .filter((some) => some.filter((layer) => layer === "zip").length <= 1);

const cell = fc.string({ unit: "grapheme", maxLength: 30 });
const list = fc
  .array(fc.array(cell, { minLength: 1, maxLength: 5 }), { maxLength: 40 })
  .map((rows) => `ID,Email\n${rows.map((row) => row.join(",")).join("\n")}`);

test("a list in any layers comes out byte by byte", async () => {
  await fc.assert(
    fc.asyncProperty(layers, list, async (around, text) => {
      let packed = { name: "people.csv", bytes: Buffer.from(text) as Uint8Array };
      for (const layer of around) packed = await packedIn(layer, packed.name, packed.bytes);
      const found = await unpack(packed.name, packed.bytes, { pgp: pgp() });
      expect(found?.text).toBe(text);
      expect(found?.layers).toHaveLength(around.length + 1);
      expect(found?.layers.at(-1)).toBe("people.csv");
    }),
    { numRuns: 60 },
  );
});

const MB = 1_000_000;
const SIZE = 100 * MB;
const LINE_BYTES = 100;

/** A list of 100 MB that packs by about three. */
async function* bigList(): AsyncGenerator<Buffer> {
  let seed = 1;
  for (let done = 0; done < SIZE; ) {
    const lines: string[] = [];
    for (let at = 0; at < 10_000; at++) {
      seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
      const unique = `${seed.toString(36)}${(seed ^ 0x5bd1e995).toString(36)}`;
      lines.push(`${done / LINE_BYTES + at},${unique}@example.com,`.padEnd(LINE_BYTES - 1, unique));
    }
    const block = Buffer.from(`${lines.join("\n")}\n`);
    done += block.length;
    yield block;
  }
}

/** What packing has left must not hide what unpacking takes. */
function collect(): void {
  setFlagsFromString("--expose-gc");
  runInNewContext("gc")();
}

describe("100 MB take little memory, of buffers and of the heap", () => {
  test.each<[Layer, (file: string) => Promise<void>]>([
    ["gzip", (file) => pipeline(Readable.from(bigList()), createGzip({ level: 1 }), createWriteStream(file))],
    [
      "zip",
      async (file) => {
        const parts: Buffer[] = [];
        for await (const part of bigList()) parts.push(part);
        await pipeline(
          Readable.from([zipOf([{ name: "people.csv", bytes: Buffer.concat(parts) }])]),
          createWriteStream(file),
        );
      },
    ],
    [
      "pgp",
      async (file) => {
        const source = Readable.toWeb(Readable.from(bigList())) as unknown as ReadableStream<Uint8Array>;
        const message = await createMessage({ binary: source });
        const bytes = await encrypt({ message, encryptionKeys: own, format: "binary" });
        await pipeline(Readable.from(bytes as unknown as AsyncIterable<Uint8Array>), createWriteStream(file));
      },
    ],
  ])("%s", async (layer, pack) => {
    const folder = await mkdtemp(join(tmpdir(), "layers-"));
    try {
      const file = join(folder, "packed");
      await pack(file);
      expect((await stat(file)).size).toBeLessThan(SIZE * 1.1);
      collect();
      const used = () => process.memoryUsage().arrayBuffers;
      const before = used();
      let highest = 0;
      const watch = setInterval(() => {
        highest = Math.max(highest, used() - before);
      }, 5);
      const unpacked = await unpackFile({
        ...{ file, name: `people.csv.${layer}`, scratch: join(folder, "scratch") },
        settings: { zipEntry: null, sheet: null },
        pgp: pgp(),
        sizeBytesMax: 2 * SIZE,
        signal: new AbortController().signal,
      }).finally(() => clearInterval(watch));
      expect(unpacked?.sizeBytes).toBe(SIZE);
      // Held as a whole it would be 100 MB.
      expect(highest).toBeLessThan(64 * MB);
      let first = "";
      for await (const chunk of createReadStream(unpacked?.file ?? "", { end: 20 })) first += chunk;
      expect(first).toMatch(/^0,/);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
