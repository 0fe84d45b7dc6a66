import { env } from "@/lib/env";

/** The operator's bucket. */
export type BucketPlace = {
  endpoint: string;
  region: string;
  bucket: string;
  /** Empty, or ends with a slash. */
  prefix: string;
  accessKeyId: string;
  secretAccessKey: string;
  pathStyle: boolean;
};

/** The bucket of SPOOL_S3_*; null when they are not set. `lib/env.ts` has checked that none is missing. */
export function bucketPlace(): BucketPlace | null {
  const {
    SPOOL_S3_ENDPOINT: endpoint,
    SPOOL_S3_REGION: region,
    SPOOL_S3_BUCKET: bucket,
    SPOOL_S3_PREFIX: prefix = "",
    SPOOL_S3_ACCESS_KEY_ID: accessKeyId,
    SPOOL_S3_SECRET_ACCESS_KEY: secretAccessKey,
    SPOOL_S3_PATH_STYLE: pathStyle,
  } = env();
  if (!region || !bucket || !accessKeyId || !secretAccessKey) return null;
  return {
    // Always said: the SDK would look for one in AWS_* and in files of this account.
    endpoint: endpoint ?? `https://s3.${region}.amazonaws.com`,
    ...{ region, bucket, accessKeyId, secretAccessKey },
    prefix: prefix === "" ? "" : `${prefix.replace(/\/+$/, "")}/`,
    pathStyle: pathStyle === "1",
  };
}
