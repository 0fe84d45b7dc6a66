import { Readable } from "node:stream";
import { DeleteObjectCommand, HeadObjectCommand } from "@aws-sdk/client-s3";
import { Upload } from "@aws-sdk/lib-storage";
import type { SpoolKey } from "@/lib/spool/keys";
import type { Bucket } from "@/lib/spool/s3/bucket";
import { notStored } from "@/lib/spool/store-errors";

/** Two parts of 5 MB in flight: what a write needs of memory is a few times that. */
const IN_FLIGHT = 2;

/**
 * Stores a stream of any length, in parts when it is long: the object is there when the last of them is. Throws what
 * the stream throws, and `internal` with `retry`; then nothing has changed. Gives the version.
 */
export async function writeObject(
  bucket: Bucket,
  key: SpoolKey,
  bytes: AsyncIterable<Uint8Array>,
): Promise<{ etag: string | undefined }> {
  const sent = watch(bytes);
  const body = Readable.from(sent.bytes);
  const params = { ...bucket.objectOf(key), Body: body, ContentType: "application/octet-stream" };
  try {
    const { ETag: etag } = await new Upload({ client: bucket.client, queueSize: IN_FLIGHT, params }).done();
    await requireSize(bucket, key, { sizeBytes: sent.sizeBytes(), etag });
    return { etag };
  } catch (error) {
    const failure = sent.failure();
    throw failure ? failure.error : notStored(error);
  } finally {
    body.destroy();
  }
}

/** Counts, and remembers whether it was the stream that failed: what the SDK throws does not say. */
function watch(bytes: AsyncIterable<Uint8Array>) {
  let sizeBytes = 0;
  let failure: { error: unknown } | null = null;
  async function* watched() {
    const source = bytes[Symbol.asyncIterator]();
    try {
      for (;;) {
        // Not around the yield: there the SDK throws in what has happened to itself.
        const next = await source.next().catch((error: unknown) => {
          failure = { error };
          throw error;
        });
        if (next.done) return;
        sizeBytes += next.value.length;
        yield next.value;
      }
    } finally {
      await source.return?.();
    }
  }
  // A function, since the compiler does not see that `failure` changes.
  return { bytes: watched(), sizeBytes: () => sizeBytes, failure: (): { error: unknown } | null => failure };
}

type Expected = { sizeBytes: number; etag: string | undefined };

/** What a store keeps is looked at once: one that lost bytes must not be found out by a run. */
async function requireSize(bucket: Bucket, key: SpoolKey, { sizeBytes, etag }: Expected): Promise<void> {
  const object = bucket.objectOf(key);
  const found = await bucket.client.send(new HeadObjectCommand(object));
  // Replaced since by another write, which has looked for itself.
  if (etag !== undefined && found.ETag !== etag) return;
  if (found.ContentLength === sizeBytes) return;
  await bucket.client.send(new DeleteObjectCommand(object));
  throw notStored(new Error(`The store has ${found.ContentLength} of ${sizeBytes} bytes.`));
}
