import { rm } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { stopped } from "@/lib/egress/with-timeout";
import { type AppError, isAppError } from "@/lib/errors";
import { fileChanged, mayComeBack } from "@/lib/pipeline/source/file-errors";
import { checkFilePath } from "@/lib/pipeline/source/near-names";
import { bytesIn, chooseParts, readParts } from "@/lib/pipeline/source/parts";
import { findObject } from "@/lib/pipeline/source/s3/find-object";
import { type Bucket, openBucket } from "@/lib/pipeline/source/s3/open-bucket";
import { isUnchanged, type OpenObject, openPart } from "@/lib/pipeline/source/s3/read-object";
import { isDenied, isMissing, refusalOf } from "@/lib/pipeline/source/s3/service-errors";
import type { S3Target } from "@/lib/pipeline/source/s3/target";
import { tooSlow } from "@/lib/pipeline/source/transfer-errors";
import { throttled, watchRate } from "@/lib/pipeline/source/transfer-rate";
import { type Fetched, type FetchOptions, type Part, SOURCE_LIMITS } from "@/lib/pipeline/source/types";
import { withinDeadline } from "@/lib/pipeline/source/within-deadline";
import { storeBytes } from "@/lib/spool/store-bytes";
import { tooLarge } from "@/lib/spool/too-large";

/** `endWith` ends the fetch from beside, as its signal does. */
type Options = FetchOptions & { endWith: (reason: AppError) => void };

/** `fetchFile` for an S3 bucket: one version of one object. */
export async function fetchS3(target: S3Target & { path: string }, options: FetchOptions): Promise<Fetched> {
  const { path } = target;
  const { spoolFile } = options;
  checkFilePath(path);
  const limits = { ...SOURCE_LIMITS, ...options.limits };
  const { deadlineMs } = limits;
  return withinDeadline({ signal: options.signal, deadlineMs }, async (signal, endWith) => {
    options.onProgress({ phase: "connecting", bytesDone: 0, bytesTotal: null });
    const bucket = await openBucket(target, { signal, limits });
    try {
      const downloaded = await download(bucket, path, { ...options, endWith });
      return { ...downloaded, file: spoolFile, hostKey: null, dispose: () => rm(spoolFile, { force: true }) };
    } catch (error) {
      await rm(spoolFile, { force: true });
      const told = bucket.inWords(error, { path });
      throw options.hasWorked && mayReturn(told) ? mayComeBack(told) : told;
    } finally {
      bucket.close();
    }
  });
}

async function download(
  bucket: Bucket,
  path: string,
  options: Options,
): Promise<Pick<Fetched, "identity" | "parts">> {
  const { spoolFile, sizeBytesMax, parts: wanted, onProgress, endWith } = options;
  const object = await openPatiently(bucket, path, options.hasWorked ?? false);
  const { sizeBytes, etag, modifiedAt } = object;
  if (sizeBytes > sizeBytesMax) {
    object.abandon();
    throw tooLarge(path, sizeBytesMax);
  }
  const read = (part: Part) => openPart(bucket, object, { ...part, path });
  const parts = await chooseParts(wanted, sizeBytes, read).catch((error: unknown) => {
    object.abandon();
    throw error;
  });
  if (parts) object.abandon();
  const bytesTotal = parts ? bytesIn(parts) : sizeBytes;
  const report = throttled(onProgress);
  report.now({ phase: "downloading", bytesDone: 0, bytesTotal });
  const { bytesPerSecondMin, rateWindowMs: windowMs } = bucket.limits;
  const onSlow = (rate: number) => endWith(tooSlow(rate, bucket.limits));
  const rate = watchRate({ bytesPerSecondMin, windowMs, onSlow });
  const spooled = await storeBytes(counted(parts ? readParts(parts, read) : object.bytes(), rate.add), {
    file: spoolFile,
    path,
    sizeBytesMax,
    onBytes: (bytesDone) => report.soon({ phase: "downloading", bytesDone, bytesTotal }),
  })
    .finally(rate.stop)
    .catch((error: unknown) => whyBroken(bucket, object, { path, error }));
  if (spooled.sizeBytes !== bytesTotal || !(await isStillThere(bucket, object))) throw fileChanged(path);
  report.now({ phase: "downloading", bytesDone: spooled.sizeBytes, bytesTotal });
  const identity = { path, modifiedAt, etag, ...spooled, sizeBytes };
  return parts ? { identity, parts } : { identity };
}

async function* counted(
  bytes: AsyncIterable<Uint8Array>,
  add: (sizeBytes: number) => void,
): AsyncGenerator<Uint8Array> {
  for await (const piece of bytes) {
    add(piece.length);
    yield piece;
  }
}

type Broken = { path: string; error: unknown };

/** A service breaks off when what it sends is no longer there: then the file changed, and not the network failed. */
async function whyBroken(bucket: Bucket, object: OpenObject, { path, error }: Broken): Promise<never> {
  const told = bucket.inWords(error, { path });
  const isLost = isAppError(told) && told.code === "source_network" && !bucket.signal.aborted;
  if (isLost && !(await isStillThere(bucket, object).catch(() => true))) throw fileChanged(path);
  throw told;
}

/** An object that was deleted or taken away while it was read is another one by now. */
async function isStillThere(bucket: Bucket, object: OpenObject): Promise<boolean> {
  try {
    return await isUnchanged(bucket, object);
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal && (isMissing(refusal) || isDenied(refusal))) return false;
    throw error;
  }
}

/** A file that earlier runs have read may be missing for a moment, while it is replaced: it is looked for again. */
async function openPatiently(bucket: Bucket, path: string, hasWorked: boolean): Promise<OpenObject> {
  const { limits, signal } = bucket;
  const giveUpAt = Date.now() + limits.waitMs;
  for (;;) {
    try {
      return await findObject(bucket, path);
    } catch (error) {
      if (!hasWorked || !mayReturn(bucket.inWords(error, { path })) || Date.now() >= giveUpAt) throw error;
      await sleep(limits.settleMs, undefined, { signal }).catch(() => {});
      if (signal.aborted) throw stopped(signal);
    }
  }
}

/** Whether the service itself said that the file is not there, or may not be read. */
function mayReturn(error: unknown): error is AppError {
  return isAppError(error) && error.code === "source_path" && refusalOf(error.cause) !== null;
}
