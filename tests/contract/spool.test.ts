import { createHash, randomUUID } from "node:crypto";
import { readFile, stat, writeFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { dropKey, runKey, uploadKey } from "@/lib/spool/keys";
import { scratchFile } from "@/lib/spool/scratch";
import {
  bytesOf,
  chunks,
  openLocalSpool,
  openS3Spool,
  ownDataFolder,
  type TestSpool,
  textOf,
} from "../support/spools";

await ownDataFolder();

const MB = 1024 * 1024;
const ANY = { path: "people.csv", sizeBytesMax: 100 * MB };
const newKey = () => uploadKey(randomUUID());

/** Long enough for a store that takes it in parts. */
async function* long(fill: number, megabytes = 12): AsyncGenerator<Uint8Array> {
  for (let n = 0; n < megabytes; n++) yield Buffer.alloc(MB, fill);
}

describe.each([
  ["a folder", openLocalSpool],
  ["a bucket", openS3Spool],
] as const)("The spool in %s", (_where, open) => {
  let place: TestSpool;
  const spool = () => place.spool;

  beforeAll(async () => {
    place = await open();
  });
  afterAll(() => place.stop());

  test("gives back what was written, and says what it was", async () => {
    const key = newKey();
    const before = Date.now();
    let done = 0;
    const written = await spool().write(key, chunks("Ann,", "Bob"), { ...ANY, onBytes: (n) => (done = n) });
    expect(written).toEqual({
      sizeBytes: 7,
      sha256: createHash("sha256").update("Ann,Bob").digest("hex"),
    });
    expect(done).toBe(7);
    expect(await textOf(spool().read(key))).toBe("Ann,Bob");
    const found = await spool().stat(key);
    expect(found?.sizeBytes).toBe(7);
    expect(Math.abs((found?.storedAt.getTime() ?? 0) - before)).toBeLessThan(5_000);
  });

  test("holds an empty file and a long one", async () => {
    const [empty, big] = [newKey(), newKey()];
    await spool().write(empty, chunks(), ANY);
    expect(await spool().stat(empty)).toMatchObject({ sizeBytes: 0 });
    expect(await textOf(spool().read(empty))).toBe("");
    await spool().write(big, long(7), ANY);
    const found = await bytesOf(spool().read(big));
    expect(found.equals(Buffer.alloc(12 * MB, 7))).toBe(true);
    await spool().remove(big);
  });

  test("replaces what is there in one moment, and reads the old until then", async () => {
    const key = newKey();
    await spool().write(key, chunks("old"), ANY);
    const seen: string[] = [];
    async function* slow() {
      for await (const chunk of long(1)) {
        yield chunk;
        seen.push(await textOf(spool().read(key)));
      }
    }
    await spool().write(key, slow(), ANY);
    expect(new Set(seen)).toEqual(new Set(["old"]));
    expect(await spool().stat(key)).toMatchObject({ sizeBytes: 12 * MB });
    await spool().remove(key);
  });

  test.each([
    ["short", 0],
    ["long", 12],
  ])("a %s stream that fails leaves nothing, and the old file as it was", async (_how, megabytes) => {
    const key = newKey();
    const fresh = newKey();
    await spool().write(key, chunks("old"), ANY);
    const before = await place.everything();
    async function* broken() {
      yield* long(1, megabytes);
      yield Buffer.from("half");
      throw new RangeError("line broke");
    }
    await expect(spool().write(key, broken(), ANY)).rejects.toThrow("line broke");
    await expect(spool().write(fresh, broken(), ANY)).rejects.toThrow(RangeError);
    expect(await textOf(spool().read(key))).toBe("old");
    expect(await spool().stat(fresh)).toBeNull();
    expect(await place.everything()).toEqual(before);
  });

  test("a stream over the limit is stopped, and leaves nothing", async () => {
    const key = newKey();
    let asked = 0;
    async function* endless() {
      for (;;) {
        asked += 1;
        yield Buffer.alloc(MB);
      }
    }
    const before = await place.everything();
    const write = spool().write(key, endless(), { path: "people.csv", sizeBytesMax: 11 * MB });
    await expect(write).rejects.toMatchObject({
      code: "too_large",
      message: expect.stringContaining("people.csv"),
    });
    expect(asked).toBe(12);
    expect(await place.everything()).toEqual(before);
  });

  test("of two that write the same key at the same time, one is there whole", async () => {
    const key = newKey();
    await Promise.all([1, 2, 3].map((fill) => spool().write(key, long(fill, 6), ANY)));
    const found = await bytesOf(spool().read(key));
    expect(found.length).toBe(6 * MB);
    expect(found.equals(Buffer.alloc(6 * MB, found[0]))).toBe(true);
    expect((await place.everything()).filter((name) => name.startsWith(key))).toEqual([key]);
    await spool().remove(key);
  });

  test.each([
    [0, 4, "0123"],
    [3, 7, "3456"],
    [8, undefined, "89"],
    [8, 100, "89"],
    [9, 10, "9"],
    [10, undefined, ""],
    [20, 30, ""],
    [5, 5, ""],
  ])("reads from %s to %s", async (start, end, expected) => {
    const key = newKey();
    await spool().write(key, chunks("0123456789"), ANY);
    expect(await textOf(spool().read(key, { start, end }))).toBe(expected);
  });

  test("what is not there is not found", async () => {
    const key = newKey();
    const missing = { code: "not_found" };
    await expect(bytesOf(spool().read(key))).rejects.toMatchObject(missing);
    await expect(bytesOf(spool().read(key, { start: 0, end: 5 }))).rejects.toMatchObject(missing);
    await expect(spool().local(key)).rejects.toMatchObject(missing);
    expect(await spool().stat(key)).toBeNull();
    await spool().remove(key);
  });

  test("a reader that has enough may stop", async () => {
    const key = newKey();
    await spool().write(key, long(1), ANY);
    for (let n = 0; n < 30; n++) for await (const _chunk of spool().read(key)) break;
    expect(await spool().stat(key)).toMatchObject({ sizeBytes: 12 * MB });
    await spool().remove(key);
  });

  test("adopts a local file: it is gone from its place, and only we can read it", async () => {
    const key = runKey(randomUUID());
    const file = await scratchFile("run");
    await writeFile(file, "Ann", { mode: 0o644 });
    await spool().adopt(key, file);
    await expect(stat(file)).rejects.toThrow("ENOENT");
    expect(await textOf(spool().read(key))).toBe("Ann");
    const copy = await spool().local(key);
    expect((await stat(copy.file)).mode & 0o777).toBe(0o600);
    await copy.release();
    await expect(spool().adopt(key, file)).rejects.toMatchObject({ code: "internal", retry: true });
    expect(await textOf(spool().read(key))).toBe("Ann");
  });

  test("gives local paths; releasing one takes nothing away from anyone", async () => {
    const key = runKey(randomUUID());
    await spool().write(key, chunks("Ann"), ANY);
    const [one, two] = await Promise.all([spool().local(key), spool().local(key)]);
    expect((await stat(one.file)).mode & 0o777).toBe(0o600);
    expect(await readFile(one.file, "utf8")).toBe("Ann");
    await one.release();
    expect(await readFile(two.file, "utf8")).toBe("Ann");
    await two.release();
    await two.release();
    expect(await textOf(spool().read(key))).toBe("Ann");
  });

  test("lists what is ours, with size and time", async () => {
    const key = dropKey(randomUUID());
    await spool().write(key, chunks("Ann"), ANY);
    const found = [];
    for await (const one of spool().list()) found.push(one);
    expect(found).toContainEqual({ key, sizeBytes: 3, storedAt: (await spool().stat(key))?.storedAt });
    await spool().remove(key);
    const keys = [];
    for await (const one of spool().list()) keys.push(one.key);
    expect(keys).not.toContain(key);
  });

  test("what a write that died has left is deleted once it is old, and never seen", async () => {
    const key = newKey();
    let die = (_why: Error): void => {};
    const died = new Promise<never>((_done, reject) => {
      die = reject;
    });
    died.catch(() => {});
    let isWaiting = false;
    async function* dying() {
      yield* long(1);
      isWaiting = true;
      await died;
    }
    const write = spool().write(key, dying(), ANY);
    const ended = expect(write).rejects.toThrow();
    const left = async () => (await place.everything()).filter((name) => name.startsWith(key));
    while (!isWaiting) await sleep(10);
    await sleep(100);
    expect(await left()).toHaveLength(1);
    expect(await spool().stat(key)).toBeNull();
    await place.age(key, new Date(Date.now() - 3_600_000));
    expect(await spool().removeUnfinished(new Date(Date.now() - 7_200_000))).toBe(0);
    expect(await left()).toHaveLength(1);
    expect(await spool().removeUnfinished(new Date(Date.now() - 1_800_000))).toBe(1);
    expect(await left()).toEqual([]);
    die(new Error("died"));
    await ended;
    expect(await left()).toEqual([]);
  });

  test.each(["../../etc/passwd", "upload-1.csv", "notes.txt", "", `upload-${randomUUID()}.csv/..`])(
    "the name %j is none of ours",
    async (key) => {
      const { spool: store } = place;
      await expect(store.write(key, chunks("x"), ANY)).rejects.toThrow(RangeError);
      await expect(store.stat(key)).rejects.toThrow(RangeError);
      await expect(bytesOf(store.read(key))).rejects.toThrow(RangeError);
      await expect(store.remove(key)).rejects.toThrow(RangeError);
      await expect(store.local(key)).rejects.toThrow(RangeError);
    },
  );
});
