import { S3Client } from "@aws-sdk/client-s3";
import { NodeHttpHandler } from "@smithy/node-http-handler";
import { isSpoolKey, requireKey, type SpoolKey } from "@/lib/spool/keys";
import type { BucketPlace } from "@/lib/spool/s3/place";

export type Limits = {
  connectMs: number;
  /** How long a connection may stay silent. */
  silenceMs: number;
  /** Of a request, 503 SlowDown included; and of reading on after a break without a byte in between. */
  attempts: number;
};

export const LIMITS: Limits = { connectMs: 10_000, silenceMs: 30_000, attempts: 4 };

/** A bucket, and how its objects are called. */
export type Bucket = {
  client: S3Client;
  name: string;
  prefix: string;
  limits: Limits;
  objectOf: (key: SpoolKey) => { Bucket: string; Key: string };
  /** The key of an object; null when it is not one of ours. */
  keyOf: (objectKey: string | undefined) => SpoolKey | null;
};

export function openBucket(place: BucketPlace, limits: Limits = LIMITS): Bucket {
  const { endpoint, region, bucket: name, prefix, accessKeyId, secretAccessKey, pathStyle } = place;
  const client = new S3Client({
    ...{ endpoint, region, forcePathStyle: pathStyle },
    // Explicit: otherwise the SDK would look for some in files, the environment and the network of this machine.
    credentials: { accessKeyId, secretAccessKey },
    ...{ maxAttempts: limits.attempts, retryMode: "standard", followRegionRedirects: false },
    // Not all stores know the newer checksums; sizes and ETags are compared here.
    ...{ requestChecksumCalculation: "WHEN_REQUIRED", responseChecksumValidation: "WHEN_REQUIRED" },
    requestHandler: new NodeHttpHandler({
      connectionTimeout: limits.connectMs,
      socketTimeout: limits.silenceMs,
    }),
  });
  return {
    ...{ client, name, prefix, limits },
    objectOf: (key) => ({ Bucket: name, Key: prefix + requireKey(key) }),
    keyOf: (objectKey) => {
      const key = objectKey?.startsWith(prefix) ? objectKey.slice(prefix.length) : "";
      return isSpoolKey(key) ? key : null;
    },
  };
}

/** What the store answered: `NoSuchKey`, say, or the name of what happened on the way. */
export function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return "";
  return "code" in error && error.name === "Error" ? String(error.code) : error.name;
}

export function statusOf(error: unknown): number | null {
  const metadata = error instanceof Error && "$metadata" in error ? error.$metadata : null;
  const status =
    typeof metadata === "object" && metadata !== null && "httpStatusCode" in metadata
      ? metadata.httpStatusCode
      : null;
  return typeof status === "number" ? status : null;
}
