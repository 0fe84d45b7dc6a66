import { randomUUID } from "node:crypto";
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  ListObjectsV2Command,
  PutObjectCommand,
} from "@aws-sdk/client-s3";
import { unreachable } from "@/lib/errors";
import { uploadKey } from "@/lib/spool/keys";
import { type Bucket, codeOf, type Limits, openBucket, statusOf } from "@/lib/spool/s3/bucket";
import { type BucketPlace, bucketPlace } from "@/lib/spool/s3/place";

const PATIENCE: Limits = { connectMs: 5_000, silenceMs: 10_000, attempts: 2 };

const STEPS = ["list", "write", "read", "look", "list_uploads", "delete"] as const;
type Step = (typeof STEPS)[number];

/** For the start: does nothing without SPOOL_S3_*. Throws a sentence for the operator when the bucket can't be used. */
export async function checkSpool(): Promise<string | null> {
  const place = bucketPlace();
  if (place) await checkBucket(place);
  return place?.bucket ?? null;
}

/** Does each thing that the spool needs once, with a small object that is gone afterwards. */
export async function checkBucket(place: BucketPlace, limits: Limits = PATIENCE): Promise<void> {
  const bucket = openBucket(place, limits);
  const object = bucket.objectOf(uploadKey(randomUUID()));
  try {
    for (const step of STEPS) {
      await take(bucket, object, step).catch((cause: unknown) => {
        throw new Error(sentence(place, step, cause), { cause });
      });
    }
  } finally {
    bucket.client.destroy();
  }
}

async function take({ client, name, prefix }: Bucket, object: { Bucket: string; Key: string }, step: Step) {
  const where = { Bucket: name, Prefix: prefix };
  switch (step) {
    case "list":
      return void (await client.send(new ListObjectsV2Command({ ...where, MaxKeys: 1 })));
    case "write":
      return void (await client.send(new PutObjectCommand({ ...object, Body: "Rollcall" })));
    case "read": {
      const { Body } = await client.send(new GetObjectCommand(object));
      if ((await Body?.transformToString()) === "Rollcall") return;
      throw new Error("It has given back something else than was written.");
    }
    case "look": {
      const missing = { ...object, Key: `${object.Key}-missing` };
      const found = await client.send(new HeadObjectCommand(missing)).catch((error: unknown) => {
        if (statusOf(error) === 404) return null;
        throw error;
      });
      if (found === null) return;
      throw new Error("It has an object that was never written.");
    }
    case "list_uploads":
      return void (await client.send(new ListMultipartUploadsCommand(where)).catch((error: unknown) => {
        if (statusOf(error) !== 501) throw error;
      }));
    case "delete":
      return void (await client.send(new DeleteObjectCommand(object)));
    default:
      return unreachable(step);
  }
}

/** What the key is not allowed to do, as policies call it. */
const RIGHTS: Record<Step, string> = {
  list: "s3:ListBucket",
  write: "s3:PutObject",
  read: "s3:GetObject",
  look: "s3:ListBucket",
  list_uploads: "s3:ListBucketMultipartUploads",
  delete: "s3:DeleteObject",
};

function sentence({ endpoint, bucket, region }: BucketPlace, step: Step, error: unknown): string {
  const [code, status] = [codeOf(error), statusOf(error)];
  const it = `The bucket ${bucket} at ${endpoint}`;
  if (status === null)
    return `${it} does not respond${code && code !== "Error" ? ` (${code})` : ""}. Check SPOOL_S3_ENDPOINT and the network.`;
  if (code === "NoSuchBucket") return `${it} does not exist. Create it, or correct SPOOL_S3_BUCKET.`;
  if (code === "InvalidAccessKeyId")
    return `${it} does not know this access key. Correct SPOOL_S3_ACCESS_KEY_ID.`;
  if (code === "SignatureDoesNotMatch")
    return `${it} refuses the secret of the access key. Correct SPOOL_S3_SECRET_ACCESS_KEY.`;
  if (code === "AuthorizationHeaderMalformed" || code === "PermanentRedirect" || status === 301)
    return `${it} is not in the region ${region}. Correct SPOOL_S3_REGION, and SPOOL_S3_ENDPOINT if it is set.`;
  if (status === 403) return `${it} refuses ${RIGHTS[step]}. Give the access key this right.`;
  return `${it} can't be used: ${code} (${status}) for ${RIGHTS[step]}.`;
}
