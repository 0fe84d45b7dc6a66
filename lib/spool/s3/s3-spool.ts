import { createReadStream } from "node:fs";
import {
  AbortMultipartUploadCommand,
  DeleteObjectCommand,
  HeadObjectCommand,
  paginateListObjectsV2,
} from "@aws-sdk/client-s3";
import { notFound } from "@/lib/errors";
import type { SpoolKey } from "@/lib/spool/keys";
import { type Bucket, type Limits, openBucket, statusOf } from "@/lib/spool/s3/bucket";
import { forgetCopies, keepCopy, openCopy } from "@/lib/spool/s3/local-copies";
import type { BucketPlace } from "@/lib/spool/s3/place";
import { readObject } from "@/lib/spool/s3/read-object";
import { listUnfinished } from "@/lib/spool/s3/unfinished";
import { writeObject } from "@/lib/spool/s3/write-object";
import { measure } from "@/lib/spool/store-bytes";
import { notRead, notStored, storing } from "@/lib/spool/store-errors";
import type { LocalCopy, Spool, Spooled } from "@/lib/spool/types";

/** The spool in a bucket of the operator's: web, worker and drop server need no disk in common. */
export function s3Spool(place: BucketPlace, limits?: Limits): Spool {
  const bucket = openBucket(place, limits);
  return {
    write: async (key, bytes, options) => {
      const measured = measure(bytes, options);
      await writeObject(bucket, key, measured.bytes);
      return measured.written();
    },
    adopt: (key, file) => adopt(bucket, key, file),
    read: (key, range) => readObject(bucket, key, range),
    stat: async (key) => {
      const found = await head(bucket, key);
      return found && { sizeBytes: found.sizeBytes, storedAt: found.storedAt };
    },
    local: (key) => local(bucket, key),
    remove: (key) => remove(bucket, key),
    list: () => list(bucket),
    removeUnfinished: (before) => removeUnfinished(bucket, before),
    // Nobody knows how much a bucket takes.
    freeMegabytes: async () => null,
  };
}

async function adopt(bucket: Bucket, key: SpoolKey, file: string): Promise<void> {
  const { etag } = await storing(() => writeObject(bucket, key, createReadStream(file)));
  await keepCopy({ key, etag: etag ?? "" }, file);
}

type Head = { sizeBytes: number; storedAt: Date; etag: string };

async function head(bucket: Bucket, key: SpoolKey): Promise<Head | null> {
  const object = bucket.objectOf(key);
  try {
    const found = await bucket.client.send(new HeadObjectCommand(object));
    const { ContentLength: sizeBytes, LastModified: storedAt, ETag: etag } = found;
    if (sizeBytes === undefined || !storedAt || !etag) throw new Error("The store does not say what it has.");
    return { sizeBytes, storedAt, etag };
  } catch (error) {
    if (statusOf(error) === 404) return null;
    throw notRead(error);
  }
}

async function local(bucket: Bucket, key: SpoolKey): Promise<LocalCopy> {
  const found = await head(bucket, key);
  if (!found) throw notFound("The file");
  const { etag, sizeBytes } = found;
  return openCopy({ key, etag, sizeBytes }, readObject(bucket, key, { start: 0, etag }));
}

async function remove(bucket: Bucket, key: SpoolKey): Promise<void> {
  const object = bucket.objectOf(key);
  await forgetCopies(key);
  await storing(() => bucket.client.send(new DeleteObjectCommand(object)).catch(unlessMissing));
}

function unlessMissing(error: unknown): null {
  if (statusOf(error) === 404) return null;
  throw error;
}

async function* list(bucket: Bucket): AsyncGenerator<Spooled> {
  const { client, name, prefix } = bucket;
  try {
    for await (const page of paginateListObjectsV2({ client }, { Bucket: name, Prefix: prefix })) {
      for (const { Key, Size, LastModified } of page.Contents ?? []) {
        const key = bucket.keyOf(Key);
        if (key && Size !== undefined && LastModified) yield { key, sizeBytes: Size, storedAt: LastModified };
      }
    }
  } catch (error) {
    throw notRead(error);
  }
}

async function removeUnfinished(bucket: Bucket, before: Date): Promise<number> {
  let removed = 0;
  try {
    for await (const { key, uploadId, begunAt } of listUnfinished(bucket)) {
      if (begunAt >= before) continue;
      const abort = { ...bucket.objectOf(key), UploadId: uploadId };
      // Completed or aborted meanwhile.
      await bucket.client.send(new AbortMultipartUploadCommand(abort)).catch(unlessMissing);
      removed += 1;
    }
  } catch (error) {
    throw notStored(error);
  }
  return removed;
}
