import type { IncomingMessage } from "node:http";
import type { GetObjectCommandOutput } from "@aws-sdk/client-s3";
import { withTimeout } from "@/lib/egress/with-timeout";
import { AppError } from "@/lib/errors";
import { fileChanged } from "@/lib/pipeline/source/file-errors";
import { notS3, stalled } from "@/lib/pipeline/source/s3/connection-errors";
import { keyOf } from "@/lib/pipeline/source/s3/keys";
import type { Bucket } from "@/lib/pipeline/source/s3/open-bucket";

/** One version of an object, of which the head has arrived. */
export type OpenObject = {
  key: string;
  /** Of the whole object. */
  sizeBytes: number;
  /** Without its quotes. */
  etag: string;
  modifiedAt: string | null;
  /** Its bytes, or the first of them. Throws `source_network` and `file_changed`. */
  bytes: () => AsyncIterable<Uint8Array>;
  /** Reads no further. */
  abandon: () => void;
};

type Wanted = { path: string; key?: string; firstBytes?: number };

/**
 * Asks for an object. Throws what was refused as it came; an answer without a size or an ETag is none of S3, and never
 * read: its end could not be told from a broken connection.
 */
export async function openObject(bucket: Bucket, wanted: Wanted): Promise<OpenObject> {
  const { target } = bucket;
  const { path, key = keyOf(target.prefix, path), firstBytes } = wanted;
  const answer = await bucket.ask((client, sdk, abortSignal) =>
    client.send(
      new sdk.GetObjectCommand({
        Bucket: target.bucket,
        Key: key,
        ...(firstBytes === undefined ? {} : { Range: `bytes=0-${firstBytes - 1}` }),
      }),
      { abortSignal },
    ),
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
    sizeBytes: totalOf(answer.ContentRange) ?? ContentLength,
    etag: ETag.replace(/^"|"$/g, ""),
    modifiedAt: LastModified && !Number.isNaN(LastModified.getTime()) ? LastModified.toISOString() : null,
    bytes: () => read(bucket, body, { path, sizeBytes: ContentLength }),
    abandon,
  };
}

type Promised = { path: string; sizeBytes: number };

async function* read(
  { limits, signal }: Bucket,
  body: Message,
  { path, sizeBytes }: Promised,
): AsyncGenerator<Uint8Array> {
  let overrun = false;
  // Bytes behind the promised ones are no part of the answer to Node, only an error of the request.
  body.req?.on("error", () => {
    overrun = body.complete;
  });
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
  if (overrun || bytesDone !== sizeBytes) throw fileChanged(path);
}

/** Node keeps the request with the answer, missing in its types. */
type Message = IncomingMessage & { req?: NodeJS.EventEmitter };

/** In Node a body is the message itself. */
function bodyOf({ Body }: GetObjectCommandOutput): Message {
  return Body as unknown as Message;
}

/** `bytes 0-4095/123456` -> 123456 */
function totalOf(range: string | undefined): number | null {
  const total = /\/(\d+)$/.exec(range ?? "")?.[1];
  return total === undefined ? null : Number(total);
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
