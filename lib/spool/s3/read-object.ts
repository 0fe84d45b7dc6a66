import { Readable } from "node:stream";
import { GetObjectCommand } from "@aws-sdk/client-s3";
import { isAppError, notFound } from "@/lib/errors";
import type { SpoolKey } from "@/lib/spool/keys";
import { type Bucket, statusOf } from "@/lib/spool/s3/bucket";
import { notRead } from "@/lib/spool/store-errors";
import type { ByteRange } from "@/lib/spool/types";

type From = ByteRange & {
  /** Of the version that is to be read; any when absent. */
  etag?: string | undefined;
};

/**
 * An object's bytes, all of one version and to the last one. A body that stops or breaks is read on from where it
 * broke. Throws `not_found`, and `internal` with `retry` when that does not help or the object was replaced.
 */
export async function* readObject(
  bucket: Bucket,
  key: SpoolKey,
  { start, end, etag: wanted }: From = { start: 0 },
): AsyncGenerator<Uint8Array> {
  const object = bucket.objectOf(key);
  let at = start;
  let stop = end;
  let etag = wanted;
  let failures = 0;
  let isBegun = false;
  while (stop === undefined || at < stop) {
    const before = at;
    try {
      const part = await getPart(bucket.client, object, { start: at, end: stop, etag });
      if (!part && !isBegun) return;
      if (!part) throw notRead(new Error("The object has become shorter."));
      isBegun = true;
      etag ??= part.etag;
      stop = at + part.sizeBytes;
      for await (const chunk of part.body) {
        at += chunk.length;
        if (at > stop) throw notRead(new Error("The body is longer than the store said."));
        yield chunk;
      }
      if (at < stop) throw new Error("The body is shorter than the store said.");
    } catch (error) {
      if (isAppError(error)) throw error;
      failures = at > before ? 1 : failures + 1;
      if (failures >= bucket.limits.attempts) throw notRead(error);
    }
  }
}

type Part = { body: AsyncIterable<Uint8Array>; sizeBytes: number; etag: string | undefined };

/** Null beyond the end of the object. */
async function getPart(
  client: Bucket["client"],
  object: ReturnType<Bucket["objectOf"]>,
  { start, end, etag }: From,
): Promise<Part | null> {
  const range =
    start > 0 || end !== undefined ? `bytes=${start}-${end === undefined ? "" : end - 1}` : undefined;
  try {
    const got = await client.send(new GetObjectCommand({ ...object, Range: range, IfMatch: etag }));
    const { Body: body, ContentLength: sizeBytes, ContentRange: given = "", ETag } = got;
    if (!(body instanceof Readable)) throw new Error("There is no body.");
    // Without a length a body that was cut off would pass for a whole one.
    if (sizeBytes === undefined) throw dropped(body, "The store does not say how long the body is.");
    if (range && !given.startsWith(`bytes ${start}-`)) throw dropped(body, "The store does not know ranges.");
    return { body, sizeBytes, etag: ETag };
  } catch (error) {
    if (statusOf(error) === 416) return null;
    if (statusOf(error) === 404) throw notFound("The file");
    // A request that failed was tried again by the SDK; only bodies are not.
    throw notRead(error);
  }
}

/** A body that nobody reads keeps its connection. */
function dropped(body: Readable, why: string): Error {
  body.destroy();
  return new Error(why);
}
