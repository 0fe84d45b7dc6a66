import type { IncomingMessage } from "node:http";
import type { GetObjectCommandOutput } from "@aws-sdk/client-s3";
import { isOverrun } from "@/lib/egress/agents";
import { withTimeout } from "@/lib/egress/with-timeout";
import { AppError } from "@/lib/errors";
import { fileChanged } from "@/lib/pipeline/source/file-errors";
import { notS3, stalled } from "@/lib/pipeline/source/s3/connection-errors";
import { keyOf } from "@/lib/pipeline/source/s3/keys";
import type { Bucket } from "@/lib/pipeline/source/s3/open-bucket";
import { refusalOf } from "@/lib/pipeline/source/s3/service-errors";
import type { Part } from "@/lib/pipeline/source/types";

/** One version of an object, of which the head has arrived. */
export type OpenObject = {
  key: string;
  sizeBytes: number;
  /** Without its quotes. */
  etag: string;
  modifiedAt: string | null;
  /** Throws `source_network` and `file_changed`. */
  bytes: () => AsyncIterable<Uint8Array>;
  /** Reads no further. */
  abandon: () => void;
};

type Wanted = { path: string; key?: string };

/**
 * Asks for an object. Throws what was refused as it came; an answer without a size or an ETag is none of S3, and never
 * read: its end could not be told from a broken connection.
 */
export async function openObject(bucket: Bucket, wanted: Wanted): Promise<OpenObject> {
  const { target } = bucket;
  const { path, key = keyOf(target.prefix, path) } = wanted;
  const answer = await bucket.ask((client, sdk, abortSignal) =>
    client.send(new sdk.GetObjectCommand({ Bucket: target.bucket, Key: key }), { abortSignal }),
  );
  const body = bodyOf(answer);
  const { ContentLength, ETag, LastModified } = answer;
  const abandon = () => {
    body.destroy();
  };
  if (ContentLength === undefined || ETag === undefined) {
    abandon();
    throw ETag === undefined ? notS3() : sizeMissing(path);
  }
  return {
    key,
    sizeBytes: ContentLength,
    etag: ETag.replace(/^"|"$/g, ""),
    modifiedAt: LastModified && !Number.isNaN(LastModified.getTime()) ? LastModified.toISOString() : null,
    bytes: () => read(bucket, body, { path, sizeBytes: ContentLength }),
    abandon,
  };
}

/**
 * A part of an object that is open, of the same version. Null where the service gives whole objects only. Throws
 * `file_changed` for another version, else what was refused as it came.
 */
export async function openPart(
  bucket: Bucket,
  { key, etag, sizeBytes }: OpenObject,
  { start, end, path }: Part & { path: string },
): Promise<AsyncIterable<Uint8Array> | null> {
  const request = {
    ...{ Bucket: bucket.target.bucket, Key: key, IfMatch: `"${etag}"` },
    Range: `bytes=${start}-${end - 1}`,
  };
  try {
    const answer = await bucket.ask((client, sdk, abortSignal) =>
      client.send(new sdk.GetObjectCommand(request), { abortSignal }),
    );
    const body = bodyOf(answer);
    if (answer.ContentRange === `bytes ${start}-${end - 1}/${sizeBytes}`) {
      return read(bucket, body, { path, sizeBytes: end - start });
    }
    // What came instead is the object from its beginning.
    body.destroy();
    return null;
  } catch (error) {
    const status = refusalOf(error)?.status;
    if (status === 412) throw fileChanged(path);
    if (status === 416 || status === 501) return null;
    throw error;
  }
}

type Promised = { path: string; sizeBytes: number };

async function* read(
  { limits, signal }: Bucket,
  body: IncomingMessage,
  { path, sizeBytes }: Promised,
): AsyncGenerator<Uint8Array> {
  const pieces: AsyncIterator<Uint8Array> = body[Symbol.asyncIterator]();
  let bytesDone = 0;
  try {
    for (;;) {
      const piece = await withTimeout(pieces.next(), { signal, timeoutMs: limits.idleMs, late: stalled });
      if (piece.done) break;
      bytesDone += piece.value.length;
      yield piece.value;
    }
  } finally {
    body.destroy();
  }
  await new Promise(setImmediate);
  if (isOverrun(body) || bytesDone !== sizeBytes) throw fileChanged(path);
}

/** In Node a body is the message itself. */
function bodyOf({ Body }: GetObjectCommandOutput): IncomingMessage {
  return Body as unknown as IncomingMessage;
}

function sizeMissing(path: string): AppError {
  return new AppError("source_unusable", `File error: The service does not say how large ${path} is`, {
    remedy:
      "Without a size Rollcall can't tell a whole file from half of one. Ask the administrator of the service: something on the way leaves out Content-Length.",
  });
}

/** Whether the object is still what was opened. Throws what was refused as it came. */
export async function isUnchanged(bucket: Bucket, { key, etag, sizeBytes }: OpenObject): Promise<boolean> {
  const after = await bucket.ask((client, sdk, abortSignal) =>
    client.send(new sdk.HeadObjectCommand({ Bucket: bucket.target.bucket, Key: key }), { abortSignal }),
  );
  return after.ETag?.replace(/^"|"$/g, "") === etag && after.ContentLength === sizeBytes;
}
