import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { fetchFile } from "@/lib/pipeline/source/fetch-file";
import type { FetchOptions, FetchProgress, PartsWanted } from "@/lib/pipeline/source/types";
import { OLD } from "../support/sftp-server";
import { PATIENCE } from "../support/until";
import { failureOf, socketsOpen } from "./failure";
import type { Source } from "./sources";

const SMALL = Buffer.from("ID,Email\r\n1,a@example.com\r\n");

/** What every source of files must do, whatever is behind it. */
export function keepsTheContract(start: () => Promise<Source>): void {
  let source: Source;
  let folder: string;
  let spoolFile: string;
  let sockets: number;

  beforeAll(async () => {
    source = await start();
  });
  afterAll(() => source.stop());
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "rollcall-contract-"));
    spoolFile = join(folder, "run.csv");
    sockets = socketsOpen();
  });
  afterEach(async () => {
    await vi.waitFor(() => {
      expect(source.connections()).toBe(0);
      expect(socketsOpen()).toBeLessThanOrEqual(sockets);
    }, PATIENCE);
    rmSync(folder, { recursive: true, force: true });
  });

  const options = (more: Partial<FetchOptions> = {}): FetchOptions => ({
    spoolFile,
    sizeBytesMax: 1024 ** 3,
    signal: new AbortController().signal,
    onProgress: () => {},
    ...more,
  });
  const fetch = (path: string, more?: Partial<FetchOptions>) => fetchFile(source.target(path), options(more));
  /** Does something to the file while it is being read. */
  const whileReading = (act: () => void): FetchOptions["onProgress"] => {
    let done = false;
    return ({ phase }) => {
      if (done || phase !== "downloading") return;
      done = true;
      act();
    };
  };

  test("the whole file arrives, with the identity of exactly its bytes", async () => {
    await source.put("users.csv", SMALL);
    const fetched = await fetch("users.csv");
    expect(readFileSync(fetched.file)).toEqual(SMALL);
    expect(fetched.identity).toEqual({
      path: "users.csv",
      sizeBytes: SMALL.length,
      modifiedAt: OLD.toISOString(),
      sha256: sha256(SMALL),
      ...(source.hasEtag ? { etag: expect.stringMatching(/^[0-9a-f]{32}$/) } : {}),
    });
    await fetched.dispose();
  });

  test("what was downloaded is ours alone to read, and gone when it is disposed of", async () => {
    await source.put("users.csv", SMALL);
    const fetched = await fetch("users.csv");
    if (source.downloads) {
      expect(statSync(fetched.file).mode & 0o777).toBe(0o600);
      expect(fetched.file).toBe(spoolFile);
    }
    await fetched.dispose();
    await fetched.dispose();
    expect(existsSync(fetched.file)).toBe(!source.downloads);
    expect(readdirSync(folder)).toEqual([]);
  });

  test("an empty file is a file of no bytes", async () => {
    await source.put("empty.csv", Buffer.alloc(0));
    const { identity, dispose } = await fetch("empty.csv");
    expect(identity).toMatchObject({ sizeBytes: 0, sha256: sha256(Buffer.alloc(0)) });
    await dispose();
  });

  test("a missing file is named", async () => {
    expect(await failureOf(fetch("nowhere/users.csv"))).toMatchObject({
      code: "source_path",
      message: "File error: No such file: nowhere/users.csv",
      retry: false,
      remedy: expect.stringContaining(source.start),
    });
    expect(readdirSync(folder)).toEqual([]);
  });

  test("a name with blanks, brackets and letters beyond ASCII is just a name", async () => {
    const path = "HR export/Übersicht (Ausgabe 1) 東京.csv";
    await source.put(path, SMALL);
    const { identity, dispose } = await fetch(path);
    expect(identity).toMatchObject({ path, sha256: sha256(SMALL) });
    await dispose();
  });

  test("64 MB arrive whole", async () => {
    const huge = noise(64 * 1000 * 1000);
    await source.put("huge.csv", huge);
    const { identity, file, dispose } = await fetch("huge.csv");
    expect(identity).toMatchObject({ sizeBytes: huge.length, sha256: sha256(huge) });
    expect(statSync(file).size).toBe(huge.length);
    await dispose();
  });

  test("a file above the limit is refused before it is read", async () => {
    await source.put("large.csv", noise(3 * 1024 ** 2));
    const onProgress = vi.fn();
    const failure = await failureOf(fetch("large.csv", { sizeBytesMax: 2 * 1024 ** 2, onProgress }));
    expect(failure).toMatchObject({
      code: "too_large",
      message: "File error: large.csv is larger than 2.1 MB",
      retry: false,
    });
    expect(onProgress).not.toHaveBeenCalledWith(expect.objectContaining({ phase: "downloading" }));
    expect(readdirSync(folder)).toEqual([]);
  });

  test.each([
    ["grows", (path: string) => source.append(path, SMALL)],
    ["shrinks", (path: string) => source.truncate(path, 3_000_000)],
  ])("a file that %s while it is read is refused, to be tried again", async (_, act) => {
    await source.put("moving.csv", noise(9_000_000));
    const onProgress = whileReading(() => act("moving.csv"));
    expect(await failureOf(fetch("moving.csv", { onProgress }))).toMatchObject({
      code: "file_changed",
      message: "File error: moving.csv changed while it was read",
      retry: true,
    });
    expect(readdirSync(folder)).toEqual([]);
  });

  test("a run that is stopped while it downloads leaves nothing behind", async () => {
    await source.put("users.csv", noise(9_000_000));
    const stop = new AbortController();
    const onProgress = whileReading(() => stop.abort());
    const failure = await failureOf(fetch("users.csv", { signal: stop.signal, onProgress }));
    expect(failure).toMatchObject({ code: "cancelled" });
    expect(readdirSync(folder)).toEqual([]);
  });

  const PARTS = [
    { start: 0, end: 70_000 },
    { start: 3_000_001, end: 3_900_000 },
    { start: 8_999_000, end: 9_000_000 },
  ];
  const inParts = (choose: PartsWanted["choose"] = () => PARTS) => ({
    parts: { aboveBytes: 1_000_000, choose },
  });

  test("a large file can be fetched in parts, chosen by its beginning and its size", async () => {
    const bytes = noise(9_000_000);
    await source.put("large.csv", bytes);
    const choose = vi.fn((_head: Buffer, _sizeBytes: number) => PARTS);
    const told: FetchProgress[] = [];
    const fetched = await fetch("large.csv", {
      ...inParts(choose),
      onProgress: (progress) => told.push(progress),
    });
    const wanted = source.wholeOnly
      ? bytes
      : Buffer.concat(PARTS.map(({ start, end }) => bytes.subarray(start, end)));
    expect(readFileSync(fetched.file).equals(wanted)).toBe(true);
    expect(fetched.parts).toEqual(source.wholeOnly ? undefined : PARTS);
    expect(fetched.identity).toMatchObject({ sizeBytes: bytes.length, sha256: sha256(wanted) });
    const sizes = { bytesDone: wanted.length, bytesTotal: wanted.length };
    expect(told.at(-1)).toEqual({ phase: "downloading", ...sizes });
    if (!source.wholeOnly) {
      expect(choose.mock.calls).toEqual([[bytes.subarray(0, 1024), bytes.length]]);
    }
    await fetched.dispose();
    expect(readdirSync(folder)).toEqual([]);
  });

  test("a smaller file, or one of which no parts are wanted, is fetched whole", async () => {
    await source.put("users.csv", SMALL);
    await source.put("large.csv", noise(2_000_000));
    for (const [path, choose] of [
      ["users.csv", () => PARTS],
      ["large.csv", () => null],
    ] as const) {
      const { identity, file, parts, dispose } = await fetch(path, inParts(choose));
      expect(parts).toBeUndefined();
      expect(statSync(file).size).toBe(identity.sizeBytes);
      await dispose();
    }
  });

  test("a file that changes while its parts are read is refused", async () => {
    await source.put("moving.csv", noise(9_000_000));
    const onProgress = whileReading(() => source.truncate("moving.csv", 3_500_000));
    expect(await failureOf(fetch("moving.csv", { ...inParts(), onProgress }))).toMatchObject({
      code: "file_changed",
      retry: true,
    });
    expect(readdirSync(folder)).toEqual([]);
  });

  test("progress is told up to the last byte", async () => {
    const bytes = noise(9_000_000);
    await source.put("users.csv", bytes);
    const told: FetchProgress[] = [];
    const { dispose } = await fetch("users.csv", { onProgress: (progress) => told.push(progress) });
    expect(told.at(-1)).toEqual({
      phase: "downloading",
      bytesDone: bytes.length,
      bytesTotal: bytes.length,
    });
    expect(told.length).toBeLessThan(50);
    await dispose();
  });
}

function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

/** Bytes in which every 32 KiB piece differs from every other: a piece out of order changes the hash. */
function noise(sizeBytes: number): Buffer {
  const bytes = Buffer.alloc(sizeBytes, "ID,Email,First name,Last name,Mobile\r\n");
  for (let position = 0; position + 4 <= sizeBytes; position += 1000) bytes.writeUInt32BE(position, position);
  return bytes;
}
