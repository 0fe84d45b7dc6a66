import { ListMultipartUploadsCommand } from "@aws-sdk/client-s3";
import type { SpoolKey } from "@/lib/spool/keys";
import { type Bucket, statusOf } from "@/lib/spool/s3/bucket";

type Unfinished = { key: SpoolKey; uploadId: string; begunAt: Date };

/** Uploads in parts of ours that are in progress, or that were when their process died. */
export async function* listUnfinished(bucket: Bucket): AsyncGenerator<Unfinished> {
  let after: { KeyMarker?: string; UploadIdMarker?: string } | null = {};
  while (after) {
    const page = await ask(bucket, after);
    for (const { Key, UploadId, Initiated } of page?.Uploads ?? []) {
      const key = bucket.keyOf(Key);
      if (key && UploadId && Initiated) yield { key, uploadId: UploadId, begunAt: Initiated };
    }
    after = page?.IsTruncated
      ? { KeyMarker: page.NextKeyMarker, UploadIdMarker: page.NextUploadIdMarker }
      : null;
  }
}

async function ask({ client, name, prefix }: Bucket, after: object) {
  try {
    return await client.send(new ListMultipartUploadsCommand({ Bucket: name, Prefix: prefix, ...after }));
  } catch (error) {
    // A store that can't list them has to tidy up: see the README.
    if (statusOf(error) === 501) return null;
    throw error;
  }
}
