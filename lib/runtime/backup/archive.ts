import { createReadStream, createWriteStream } from "node:fs";
import { access, open, rename, rm, stat } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import { createGunzip, createGzip } from "node:zlib";
import { extract, type Pack, pack } from "tar-stream";

/** `content`: text, or the path of a file. */
export type Put = (name: string, content: string | { path: string }) => Promise<void>;

/** Chunks of bytes. */
export type Body = AsyncIterable<unknown>;

/** Higher levels take several times as long and save a tenth. */
const GZIP_LEVEL = 3;

/**
 * Writes a `.tar.gz` that only we can read: whole, or not at all. An existing file is never overwritten. Throws a sentence
 * for people.
 */
export async function writeArchive(path: string, fill: (put: Put) => Promise<void>): Promise<void> {
  const taken = await access(path).then(
    () => true,
    () => false,
  );
  if (taken) throw new Error(`${path} exists already. Choose another name, or move that file away.`);
  const part = `${path}.${process.pid}.part`;
  const tar = pack();
  const file = createWriteStream(part, { mode: 0o600, flags: "wx" });
  const written = pipeline(tar, createGzip({ level: GZIP_LEVEL }), file);
  // Reported below; until then it must not count as unhandled.
  written.catch(() => {});
  try {
    const put: Put = (name, content) => Promise.race([written.then(endedEarly), entry(tar, name, content)]);
    await fill(put);
    tar.finalize();
    await written;
    await settle(part);
    await rename(part, path);
  } catch (cause) {
    tar.destroy();
    await rm(part, { force: true });
    throw cause instanceof Error && "code" in cause
      ? new Error(`The backup ${path} could not be written.`, { cause })
      : cause;
  }
}

function endedEarly(): never {
  throw new Error("The backup is incomplete.");
}

async function entry(tar: Pack, name: string, content: string | { path: string }): Promise<void> {
  if (typeof content !== "string") {
    const { size } = await stat(content.path);
    return pipeline(createReadStream(content.path), tar.entry({ name, size, mode: 0o600 }));
  }
  const bytes = Buffer.from(content);
  await new Promise<void>((resolve, reject) => {
    const settled = (error?: Error | null) => (error ? reject(error) : resolve());
    tar.entry({ name, size: bytes.length, mode: 0o600 }, bytes, settled);
  });
}

async function settle(path: string): Promise<void> {
  const handle = await open(path, "r+");
  try {
    await handle.chmod(0o600);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Hands the entries of an archive over, one after the other. Throws a sentence when it is damaged. */
export async function readArchive(
  path: string,
  take: (name: string, body: Body) => Promise<void>,
): Promise<void> {
  const entries = extract();
  const read = pipeline(createReadStream(path), createGunzip(), entries);
  read.catch(() => {});
  try {
    for await (const found of entries) {
      await take(found.header.name, found);
      // What was of no interest.
      found.resume();
    }
    await read;
  } catch (cause) {
    const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
    if (code === "ENOENT") throw new Error(`There is no file ${path}.`, { cause });
    if (!code.startsWith("Z_") && !(cause instanceof Error && /tar|end of data/i.test(cause.message)))
      throw cause;
    throw new Error(`${path} is damaged or is not a Rollcall backup.`, { cause });
  }
}

/** An entry that is known to be small. */
export async function textOf(body: Body): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) if (chunk instanceof Uint8Array) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}
