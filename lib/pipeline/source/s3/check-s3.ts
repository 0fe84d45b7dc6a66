import { stopped } from "@/lib/egress/with-timeout";
import { emptyFile } from "@/lib/pipeline/source/file-errors";
import { checkFilePath } from "@/lib/pipeline/source/near-names";
import { findObject } from "@/lib/pipeline/source/s3/find-object";
import { listPage } from "@/lib/pipeline/source/s3/list-s3";
import { type Bucket, openBucket } from "@/lib/pipeline/source/s3/open-bucket";
import { isDenied, refusalOf } from "@/lib/pipeline/source/s3/service-errors";
import { S3_STAGES } from "@/lib/pipeline/source/s3/stages";
import type { S3Target } from "@/lib/pipeline/source/s3/target";
import { recordStages, type StageRecord } from "@/lib/pipeline/source/stages";
import { CHECK_LIMITS, type Checked, type CheckOptions } from "@/lib/pipeline/source/types";

type Target = S3Target & { path?: string };

/** `checkSource` for an S3 bucket. */
export async function checkS3(target: Target, { signal, onStage, limits }: CheckOptions): Promise<Checked> {
  const stages = recordStages(S3_STAGES, onStage);
  const isEncrypted = target.endpoint.startsWith("https:");
  const bucket = await openBucket(target, {
    signal,
    limits: { ...CHECK_LIMITS, ...limits },
    onStep: (step) => stages.pass(step === "encrypted" && !isEncrypted ? NOT_ENCRYPTED : null),
  });
  const { path } = target;
  try {
    await lookIntoBucket(bucket, path !== undefined, stages);
    if (path !== undefined) await lookAtFile(bucket, path, stages);
  } catch (error) {
    if (signal.aborted) throw stopped(signal);
    stages.fail(bucket.inWords(error, path === undefined ? "bucket" : { path }));
  } finally {
    bucket.close();
  }
  return { result: stages.result(), hostKey: null };
}

const NOT_ENCRYPTED = "This server is reached without encryption (http://).";

/** Signing in and the bucket are one request: what it is refused for says how far it came. */
async function lookIntoBucket(bucket: Bucket, hasPath: boolean, stages: StageRecord): Promise<void> {
  const { prefix } = bucket.target;
  try {
    const { folders, objects } = await listPage(bucket, { prefix, most: 2 });
    stages.pass();
    const isEmpty = folders.length + objects.length === 0;
    stages.pass(
      isEmpty ? `There are no files yet${prefix === "" ? "" : ` whose key starts with ${prefix}`}.` : null,
    );
  } catch (error) {
    const refusal = refusalOf(error);
    if (!refusal) throw error;
    if (IN_BUCKET.has(refusal.code) || isDenied(refusal)) stages.pass();
    if (!isDenied(refusal)) throw bucket.inWords(error, "bucket");
    stages.pass(hasPath ? MAY_NOT_LIST : `${MAY_NOT_LIST} ${NOT_PROVEN}`);
  }
}

/** Refusals of whoever is known to the service. */
const IN_BUCKET: ReadonlySet<string> = new Set(["NoSuchBucket", "PermanentRedirect", "TemporaryRedirect"]);
const MAY_NOT_LIST =
  "This access key may not list the bucket (s3:ListBucket). A file with a fixed path can be read; Browse and patterns in the path can't be used.";
const NOT_PROVEN =
  "Check the connection again with the path of a file: nothing else shows that the bucket is right.";

async function lookAtFile(bucket: Bucket, path: string, stages: StageRecord): Promise<void> {
  checkFilePath(path);
  const object = await findObject(bucket, path);
  stages.pass(`${object.sizeBytes.toLocaleString("en")} bytes`);
  for await (const _head of object.bytes()) {
    object.abandon();
    stages.pass();
    return;
  }
  throw emptyFile(path);
}
