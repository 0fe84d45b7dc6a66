import { randomBytes } from "node:crypto";
import { createReadStream } from "node:fs";
import { access, chmod, open, readdir, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { notFound } from "@/lib/errors";
import { freeMegabytesOf } from "@/lib/free-space";
import { dataFolder } from "@/lib/spool/data-folders";
import { isSpoolKey, requireKey, type SpoolKey } from "@/lib/spool/keys";
import { storeBytes } from "@/lib/spool/store-bytes";
import { notRead, storing } from "@/lib/spool/store-errors";
import type { ByteRange, Spool, Spooled, WriteOptions, Written } from "@/lib/spool/types";

/** The spool in a folder of this machine: bytes go to a file beside, which gets its name once it is on the disk. */
export const localSpool: Spool = {
  write,
  adopt,
  read,
  stat: async (key) => sizeOf(await fileOf(key)),
  local: async (key) => {
    const file = await fileOf(key);
    await access(file).catch((cause: unknown) => {
      throw failedRead(cause);
    });
    return { file, release: async () => {} };
  },
  remove: async (key) => rm(await fileOf(key), { force: true }),
  list,
  removeUnfinished,
  freeMegabytes: async () => freeMegabytesOf(await dataFolder("spool")),
};

async function fileOf(key: SpoolKey): Promise<string> {
  return join(await dataFolder("spool"), requireKey(key));
}

async function write(
  key: SpoolKey,
  bytes: AsyncIterable<Uint8Array>,
  options: WriteOptions,
): Promise<Written> {
  const file = await fileOf(key);
  const part = partOf(file);
  try {
    const written = await storeBytes(bytes, { ...options, file: part });
    await storing(() => show(part, file));
    return written;
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
}

async function adopt(key: SpoolKey, from: string): Promise<void> {
  const file = await fileOf(key);
  await storing(async () => {
    await chmod(from, 0o600);
    await settle(from);
    try {
      await show(from, file);
    } catch (error) {
      if (!isCode(error, "EXDEV")) throw error;
      // The spool folder may be a volume of its own.
      await write(key, createReadStream(from), { path: key, sizeBytesMax: Number.POSITIVE_INFINITY });
      await rm(from, { force: true });
    }
  });
}

/** Two that write the same key at the same time have a file each; the later one to end is the one that stays. */
function partOf(file: string): string {
  return `${file}.${randomBytes(8).toString("hex")}.part`;
}

async function show(part: string, file: string): Promise<void> {
  await rename(part, file);
  if (process.platform !== "win32") await settle(await dataFolder("spool"));
}

async function settle(path: string): Promise<void> {
  const handle = await open(path, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function* read(key: SpoolKey, { start, end }: ByteRange = { start: 0 }): AsyncGenerator<Uint8Array> {
  const file = await fileOf(key);
  if (end !== undefined && end <= start) return;
  // Node counts the last byte in.
  const range = end === undefined ? { start } : { start, end: end - 1 };
  try {
    yield* createReadStream(file, range);
  } catch (cause) {
    throw failedRead(cause);
  }
}

function failedRead(cause: unknown): Error {
  return isCode(cause, "ENOENT") ? notFound("The file") : notRead(cause);
}

/** Null when it is not there, or a run has deleted it in the meantime. */
async function sizeOf(file: string): Promise<{ sizeBytes: number; storedAt: Date } | null> {
  try {
    const { size, mtime } = await stat(file);
    return { sizeBytes: size, storedAt: mtime };
  } catch (cause) {
    if (isCode(cause, "ENOENT")) return null;
    throw notRead(cause);
  }
}

async function* list(): AsyncGenerator<Spooled> {
  const folder = await dataFolder("spool");
  for (const key of await readdir(folder)) {
    const found = isSpoolKey(key) ? await sizeOf(join(folder, key)) : null;
    if (found) yield { key, ...found };
  }
}

async function removeUnfinished(before: Date): Promise<number> {
  const folder = await dataFolder("spool");
  let removed = 0;
  for (const name of await readdir(folder)) {
    const [, key = ""] = /^(.+?)(?:\.[0-9a-f]{16})?\.part$/.exec(name) ?? [];
    const found = isSpoolKey(key) ? await sizeOf(join(folder, name)) : null;
    if (!found || found.storedAt >= before) continue;
    await rm(join(folder, name), { force: true });
    removed += 1;
  }
  return removed;
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
