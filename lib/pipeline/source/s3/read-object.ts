import type { IncomingMessage } from "node:http";
import type { GetObjectCommandOutput } from "@aws-sdk/client-s3";
import { isOverrun } from "@/lib/egress/agents";
import { withTimeout } from "@/lib/egress/with-timeout";
import { AppError } from "@/lib/errors";
import { fileChanged } from "@/lib/pipeline/source/file-errors";
import { notS3, stalled } from "@/lib/pipeline/source/s3/connection-errors";
import { keyOf } from "@/lib/pipeline/source/s3/keys";
import type { Bucket } from "@/lib/pipeline/source/s3/open-bucket";

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
