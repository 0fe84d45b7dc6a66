import { randomUUID } from "node:crypto";
import { readdir, readFile, stat, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { runKey, uploadKey } from "@/lib/spool/keys";
import { s3Spool } from "@/lib/spool/s3/s3-spool";
import { scratchFile } from "@/lib/spool/scratch";
import { type Faults, S3_BUCKET, type S3Fault } from "../support/s3-server";
import {
  bytesOf,
  chunks,
  openS3Spool,
  ownDataFolder,
  PREFIX,
  placeOn,
  SHORT,
  textOf,
} from "../support/spools";

await ownDataFolder();

const MB = 1024 * 1024;
const ANY = { path: "people.csv", sizeBytesMax: 100 * MB };
const BODY = Buffer.from(Array.from({ length: 2 * MB }, (_, n) => (n * 31 + (n >> 8)) % 256));
/** What a job tries again. */
const FAILED = { code: "internal", retry: true };
const newKey = () => uploadKey(randomUUID());

let place: Awaited<ReturnType<typeof openS3Spool>>;
beforeAll(async () => {
  place = await openS3Spool();
});
afterEach(() => {
  place.server.faults = () => null;
});
afterAll(() => place.stop());

async function stored(): Promise<string> {
  const key = newKey();
  await place.spool.write(key, chunks(BODY), ANY);
  place.server.requests.length = 0;
  return key;
}

/** The first requests of a method get the fault. */
function first(count: number, method: string, fault: S3Fault): Faults {
  let left = count;
  return (asked) => (asked.method === method && left-- > 0 ? fault : null);
}

const asked = (method: string) => place.server.requests.filter((request) => request.method === method).length;

const QUARTER = BODY.length / 4;
const HALF = BODY.length / 2;

test.each<[string, S3Fault]>([
  ["breaks", { how: "cut", afterBytes: QUARTER }],
  ["stops", { how: "stall", afterBytes: QUARTER }],
  ["breaks before its first byte", { how: "cut", afterBytes: 0 }],
])("a body that %s is read on from there", async (_how, fault) => {
  const key = await stored();
  place.server.faults = first(2, "GET", fault);
  expect((await bytesOf(place.spool.read(key))).equals(BODY)).toBe(true);
  expect(asked("GET")).toBe(3);
});

test.each<[string, S3Fault]>([
  ["breaks", { how: "cut", afterBytes: 0 }],
  ["stops", { how: "stall", afterBytes: 0 }],
  ["has no length", { how: "short", afterBytes: HALF }],
  ["is shorter than said", { how: "header", name: "content-length", value: String(BODY.length + 5) }],
])("a body that %s every time is an error, soon, and never taken for whole", async (_how, fault) => {
  const key = await stored();
  place.server.faults = (request) => (request.method === "GET" ? fault : null);
  const begun = Date.now();
  await expect(bytesOf(place.spool.read(key, { start: 0, end: BODY.length * 2 }))).rejects.toMatchObject(
    FAILED,
  );
  await expect(place.spool.local(key)).rejects.toMatchObject(FAILED);
  expect(Date.now() - begun).toBeLessThan(15_000);
  expect(asked("GET")).toBeLessThanOrEqual(2 * (SHORT.attempts + 1));
});

test("a store that answers a range with something else is an error", async () => {
  const key = await stored();
  place.server.faults = first(1, "GET", { how: "header", name: "content-range", value: null });
  await expect(bytesOf(place.spool.read(key, { start: 5, end: 9 }))).rejects.toMatchObject(FAILED);
});

test("an object that is replaced while it is read is an error, not half of each", async () => {
  const key = await stored();
  place.server.faults = first(1, "GET", { how: "cut", afterBytes: HALF });
  const read = async () => {
    let got = 0;
    for await (const chunk of place.spool.read(key)) {
      if (got === 0) await place.server.put(PREFIX + key, Buffer.alloc(BODY.length, 1));
      got += chunk.length;
    }
  };
  await expect(read()).rejects.toMatchObject(FAILED);
});

test("503 SlowDown is waited for, reading and writing, in parts as well", async () => {
  const key = newKey();
  const slow: S3Fault = { how: "status", status: 503, code: "SlowDown" };
  const seen = new Map<string, number>();
  // Each of the requests is refused once.
  place.server.faults = ({ method, key: object, query }) => {
    const name = `${method} ${object} ${query}`;
    seen.set(name, (seen.get(name) ?? 0) + 1);
    return seen.get(name) === 1 ? slow : null;
  };
  const long = Buffer.alloc(11 * MB, 3);
  await place.spool.write(key, chunks(long), ANY);
  expect((await bytesOf(place.spool.read(key))).equals(long)).toBe(true);
  await place.spool.remove(key);
  expect(seen.size).toBeGreaterThan(6);
  expect(await place.spool.stat(key)).toBeNull();
});

test.each<[string, S3Fault]>([
  ["refuses", { how: "status", status: 503, code: "SlowDown" }],
  ["denies", { how: "status", status: 403, code: "AccessDenied" }],
  ["does not answer", { how: "silence" }],
  ["does not take it", { how: "deaf" }],
  ["keeps less than was sent", { how: "truncate", afterBytes: 1000 }],
])("a store that %s every time is an error, soon, and nothing is left", async (_how, fault) => {
  const before = await place.everything();
  for (const megabytes of [1, 11]) {
    const key = newKey();
    const begun = Date.now();
    place.server.faults = ({ method }) => (method === "PUT" ? fault : null);
    const parts = Array.from({ length: megabytes }, () => Buffer.alloc(MB));
    const write = place.spool.write(key, chunks(...parts), ANY);
    // A part that is too short is found out when they are put together, or by its size afterwards.
    await expect(write).rejects.toMatchObject(FAILED);
    expect(Date.now() - begun).toBeLessThan(15_000);
    expect(await place.spool.stat(key)).toBeNull();
  }
  expect(await place.everything()).toEqual(before);
});

test("a store that does not say that it is done has all or nothing", async () => {
  const key = newKey();
  place.server.faults = ({ method }) => (method === "POST" ? { how: "unsaid" } : null);
  const write = place.spool.write(key, chunks(...Array.from({ length: 11 }, () => Buffer.alloc(MB))), ANY);
  await expect(write).rejects.toMatchObject(FAILED);
  place.server.faults = () => null;
  const found = await place.spool.stat(key);
  expect([undefined, 11 * MB]).toContain(found?.sizeBytes);
  await place.spool.remove(key);
});

test("a stream is asked for no more once the store has failed", async () => {
  place.server.faults = ({ method }) =>
    method === "PUT" ? { how: "status", status: 403, code: "AccessDenied" } : null;
  let given = 0;
  let isClosed = false;
  async function* stream() {
    try {
      for (; given < 90; given++) yield Buffer.alloc(MB);
    } finally {
      isClosed = true;
    }
  }
  await expect(place.spool.write(newKey(), stream(), ANY)).rejects.toMatchObject(FAILED);
  expect(given).toBeLessThan(30);
  expect(isClosed).toBe(true);
});

test("what is in the bucket besides is neither listed nor deleted", async () => {
  const foreign = [
    `upload-${randomUUID()}.csv`,
    `${PREFIX}notes.txt`,
    `${PREFIX}more/upload-${randomUUID()}.csv`,
  ];
  for (const name of foreign) await place.server.put(name, "keep me");
  const key = await stored();
  const found = [];
  for await (const one of place.spool.list()) found.push(one.key);
  expect(found).toContain(key);
  expect(found.every((name) => !foreign.some((other) => other.endsWith(name)))).toBe(true);
  await place.spool.removeUnfinished(new Date(Date.now() + 60_000));
  expect(await place.server.objects()).toEqual(expect.arrayContaining(foreign));
});

test("lists more than one page", async () => {
  const keys = Array.from({ length: 1_050 }, newKey);
  await Promise.all(keys.map((key) => place.server.put(`many/${key}`, "x")));
  const found = new Set<string>();
  const patient = s3Spool({ ...placeOn(place.server), prefix: "many/" });
  for await (const { key } of patient.list()) found.add(key);
  expect(keys.filter((key) => !found.has(key))).toEqual([]);
});

test("what was adopted on this machine is not downloaded again, unless it was replaced", async () => {
  const key = runKey(randomUUID());
  const file = await scratchFile("run");
  await writeFile(file, "Ann");
  await place.spool.adopt(key, file);
  place.server.requests.length = 0;
  for (let n = 0; n < 2; n++) {
    const copy = await place.spool.local(key);
    expect(await readFile(copy.file, "utf8")).toBe("Ann");
    await copy.release();
  }
  expect(asked("GET")).toBe(0);
  // By another worker.
  await place.server.put(PREFIX + key, "Bob");
  const fresh = await place.spool.local(key);
  expect(await readFile(fresh.file, "utf8")).toBe("Bob");
  // A worker that dies releases nothing.
  await place.spool.remove(key);
  await expect(stat(fresh.file)).rejects.toThrow("ENOENT");
  expect(await readdir(dirname(fresh.file))).toEqual([]);
});

test("credentials are the ones that were set, whatever else is around", async () => {
  Object.assign(process.env, {
    AWS_ACCESS_KEY_ID: "OTHER",
    AWS_SECRET_ACCESS_KEY: "other",
    AWS_ENDPOINT_URL_S3: "http://127.0.0.1:9",
    AWS_REGION: "us-west-2",
  });
  const own = s3Spool(placeOn(place.server), SHORT);
  const key = newKey();
  await own.write(key, chunks("Ann"), ANY);
  expect(await textOf(own.read(key))).toBe("Ann");
  expect(place.server.requests.at(-1)).toMatchObject({ bucket: S3_BUCKET, key: PREFIX + key });
  for (const name of ["ACCESS_KEY_ID", "SECRET_ACCESS_KEY", "ENDPOINT_URL_S3", "REGION"])
    delete process.env[`AWS_${name}`];
});
