import fc from "fast-check";
import { expect, test } from "vitest";
import { openUpload } from "@/lib/drop-server/sftp/upload";
import type { MemoryDrop } from "../../support/memory-drop";
import { memoryDrop } from "../../support/memory-drop";

async function begin(drop: MemoryDrop, { append = false } = {}) {
  return openUpload(await drop.receive("people.csv", { append }), { isUnchanged: append });
}

test("pieces in any order, some of them twice, make the file that was sent", async () => {
  const size = fc.integer({ min: 1, max: 5_000 });
  await fc.assert(
    fc.asyncProperty(
      size,
      fc.integer({ min: 20, max: 900 }),
      fc.infiniteStream(fc.nat()),
      async (length, step, dice) => {
        const bytes = Buffer.from(Array.from({ length }, (_, index) => index % 251));
        const starts = Array.from({ length: Math.ceil(length / step) }, (_, index) => index * step);
        const order = [...starts, ...starts.slice(0, 2)].map((start) => ({
          start,
          key: dice.next().value as number,
        }));
        const drop = memoryDrop();
        const upload = await begin(drop);
        for (const { start } of order.sort((a, b) => a.key - b.key)) {
          await upload.write(BigInt(start), bytes.subarray(start, start + step));
        }
        await upload.close();
        const kept = drop.kept.get("people.csv");
        expect(kept !== "folder" && kept?.bytes.equals(bytes)).toBe(true);
      },
    ),
    { numRuns: 50 },
  );
});

test("a file of which a piece is missing never counts, and is not kept for resuming", async () => {
  for (const end of ["close", "lose"] as const) {
    const drop = memoryDrop({ "people.csv": "before" });
    const upload = await begin(drop);
    await upload.write(0n, Buffer.from("ID\n"));
    await upload.write(10n, Buffer.from("late\n"));
    await upload[end]().catch((error: Error) => expect(error.message).toContain("not complete"));
    expect(drop.text("people.csv")).toBe("before");
  }
});

test("a disk that is full fails the write with a sentence, and the file however the client goes on", async () => {
  const drop = memoryDrop({ "people.csv": "before" });
  let isFull = true;
  drop.onWrite = () => {
    if (isFull) throw Object.assign(new Error("no space left on device"), { code: "ENOSPC" });
  };
  const upload = await begin(drop);
  await expect(upload.write(0n, Buffer.from("ID\n"))).rejects.toThrow("no space");
  isFull = false;
  await expect(upload.write(0n, Buffer.from("ID\n"))).rejects.toThrow("An earlier write failed");
  await expect(upload.close()).rejects.toThrow("not complete");
  expect(drop.text("people.csv")).toBe("before");
});

test("an upload is made shorter, never longer, and grows again from there", async () => {
  const drop = memoryDrop();
  const upload = await begin(drop);
  await upload.write(0n, Buffer.from("0123456789"));
  await upload.truncate(4n);
  await expect(upload.truncate(5n)).rejects.toThrow("longer");
  expect(upload.sizeBytes()).toBe(4);
  await upload.write(null, Buffer.from("end"));
  await upload.close();
  expect(drop.text("people.csv")).toBe("0123end");
});

test("a file that is opened and closed again stays as it is", async () => {
  const drop = memoryDrop({ "people.csv": "before" });
  let commits = 0;
  const { receive } = drop;
  drop.receive = async (path, options) => {
    const receiving = await receive(path, options);
    const commit = async () => {
      commits += 1;
    };
    return { ...receiving, commit };
  };
  await (await begin(drop, { append: true })).close();
  expect([commits, drop.text("people.csv")]).toEqual([0, "before"]);
});

test("a file in thousands of pieces is refused before it costs memory", async () => {
  const upload = await begin(memoryDrop());
  const write = async () => {
    for (let piece = 1; piece < 2_000; piece += 1) await upload.write(BigInt(piece * 2), Buffer.from("x"));
  };
  await expect(write()).rejects.toThrow("too many pieces");
});
