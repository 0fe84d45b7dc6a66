import crypto, { createHash, randomUUID } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";

/** What is used of s3rver, which has no types. */
export type Rver = {
  store: Store;
  run: () => Promise<{ port: number }>;
  close: () => Promise<void>;
};

type Content = Readable | Buffer;
type Stored = { size: number; md5: string };
type PutInput = { bucket: string; key: string; content: Content; metadata: Record<string, string> };
type Metadata = { etag: string; "content-length": number; "last-modified": string };

type Store = {
  rootDirectory: string;
  getResourcePath: (bucket: string, key: string | undefined, resource: string) => string;
  getMetadata: (bucket: string, key: string) => Promise<Metadata>;
  putMetadata: (b: string, key: string, metadata: PutInput["metadata"], md5: string) => Promise<void>;
  putObject: (object: PutInput) => Promise<Stored>;
  putPart: (bucket: string, uploadId: string, part: number, content: Content) => Promise<Stored>;
};

const S3rver = createRequire(import.meta.url)("s3rver") as new (options: object) => Rver;

/** s3rver in this process, without its faults: it shows objects that are still being written, and half ones. */
export function makeRver(options: object): Rver {
  const rver = new S3rver(options);
  const { store } = rver;
  store.putObject = async ({ bucket, key, content, metadata }) => {
    const stored = await storeFile(content, store.getResourcePath(bucket, key, "object"), store);
    await store.putMetadata(bucket, key, metadata, stored.md5);
    return stored;
  };
  store.putPart = async (bucket, uploadId, part, content) => {
    const stored = await storeFile(content, join(uploadFolder(store, bucket, uploadId), String(part)), store);
    await writeFile(join(uploadFolder(store, bucket, uploadId), `${part}.md5`), stored.md5);
    return stored;
  };
  return rver;
}

async function storeFile(content: Content, file: string, { rootDirectory }: Store): Promise<Stored> {
  const half = join(rootDirectory, ".half", randomUUID());
  await mkdir(dirname(half), { recursive: true });
  const hash = createHash("md5");
  let size = 0;
  const count = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      size += chunk.length;
      done(null, chunk);
    },
  });
  const source = Buffer.isBuffer(content) ? Readable.from([content]) : content;
  await pipeline(source, count, createWriteStream(half));
  for (;;) {
    await mkdir(dirname(file), { recursive: true });
    try {
      await rename(half, file);
      return { size, md5: hash.digest("hex") };
    } catch (error) {
      // Deleting the last object of a folder deletes the folder.
      if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    }
  }
}

function uploadFolder(store: Store, bucket: string, uploadId = ""): string {
  return join(store.getResourcePath(bucket, undefined, "uploads"), uploadId);
}

export type Unfinished = { key: string; uploadId: string; initiated: Date };

/** Multipart uploads that were neither completed nor aborted. */
export async function unfinishedUploads({ store }: Rver, bucket: string): Promise<Unfinished[]> {
  const ids = await readdir(uploadFolder(store, bucket)).catch(() => []);
  const found = await Promise.all(
    ids.map(async (uploadId) => {
      const file = join(uploadFolder(store, bucket, uploadId), "key");
      // Completed in the meantime.
      const key = await readFile(file, "utf8").catch(() => null);
      return key === null ? [] : [{ key, uploadId, initiated: (await stat(file)).mtime }];
    }),
  );
  return found.flat();
}

export async function abortUpload({ store }: Rver, bucket: string, uploadId: string): Promise<boolean> {
  const folder = uploadFolder(store, bucket, uploadId);
  const known = await stat(folder).catch(() => null);
  await rm(folder, { recursive: true, force: true });
  return known !== null;
}

/** Makes an object, or the unfinished uploads of its key, look this old. */
export async function setAge(
  rver: Rver,
  bucket: string,
  { key, at }: { key: string; at: Date },
): Promise<void> {
  const { store } = rver;
  await utimes(store.getResourcePath(bucket, key, "object"), at, at).catch(() => {});
  for (const { uploadId, key: of } of await unfinishedUploads(rver, bucket))
    if (of === key) await utimes(join(uploadFolder(store, bucket, uploadId), "key"), at, at);
}

export function readObject({ store }: Rver, bucket: string, key: string): Readable {
  return createReadStream(store.getResourcePath(bucket, key, "object"));
}

// Pages of a listing are named with a cipher that OpenSSL 3 does not have. Three times the same key it is this one. Not an
// arrow function: others make these with `new`.
const { createCipheriv, createDecipheriv } = crypto;
for (const [name, make] of Object.entries({ createCipheriv, createDecipheriv })) {
  Object.assign(crypto, {
    [name]: function cipherOf(cipher: string, key: Buffer, iv: Buffer, options?: object) {
      return cipher === "des"
        ? make("des-ede3-cbc", Buffer.concat([key, key, key]), iv)
        : make(cipher, key, iv, options);
    },
  });
}
